import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Observable } from 'rxjs';

/**
 * Emits when something in this folder comes, goes or is written, not of what is in folders below it; and when the folder itself comes or
 * goes. Never completes, and keeps no process alive. Where nothing can be watched it is silent.
 */
export const folderChanges = (folder: string): Observable<void> =>
  new Observable((listener) => {
    let watched = '';
    let watcher: FSWatcher | undefined;
    const look = (isGone = false): void => {
      const nearest = nearestOf(folder);
      if (nearest === watched && !isGone) return;
      watcher?.close();
      watched = nearest;
      watcher = watching(nearest, (name) => {
        const isHere = watched === folder;
        // Under its own name the watched folder tells that it has gone: another may have come in its place already.
        look(name === basename(nearest));
        // Of the folders above, only that there is another nearest one is news.
        if (isHere || watched !== nearest) listener.next();
      });
      // A folder that came before this one was watched is heard of by nobody.
      look();
    };
    look();
    return () => watcher?.close();
  });

/** The folder, or the one above it that is there. */
const nearestOf = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : nearestOf(dirname(folder));

const watching = (folder: string, changed: (name: string) => void): FSWatcher | undefined => {
  try {
    return watch(folder, { persistent: false }, (_, name) => changed(name ?? '')).on('error', () => undefined);
  } catch {
    return undefined;
  }
};
