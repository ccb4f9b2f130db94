import { Observable, Subject } from 'rxjs';

/**
 * Bytes for a listener who may come late: kept while nobody listens, handed over in order to the first who does, then hot. More than
 * `limit` of them are not kept: what comes then is dropped, as a serial driver does.
 */
export class KeptBytes {
  private kept: Uint8Array[] = [];
  private room: number;
  private readonly live$ = new Subject<Uint8Array>();

  readonly bytes$ = new Observable<Uint8Array>((listener) => {
    const kept = this.kept;
    this.kept = [];
    for (const bytes of kept) listener.next(bytes);
    return this.live$.subscribe(listener);
  });

  constructor(limit = 1024 * 1024) {
    this.room = limit;
  }

  take(bytes: Uint8Array): void {
    if (this.live$.observed) this.live$.next(bytes);
    else if (bytes.length <= this.room) {
      this.room -= bytes.length;
      this.kept.push(bytes);
    }
  }

  end(): void {
    this.live$.complete();
  }
}
