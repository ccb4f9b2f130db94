import { ReplaySubject, Subscription } from 'rxjs';
import type { StickBehind } from '../behind.js';
import { isModem } from '../project/project-tree.js';
import { type FaceWorld, holdModem, type SeeingModem } from './hold-modem.js';

/** A plugged stick, and the modem that it is shown as once enough is known of it. */
export interface HeldStick {
  readonly behind: StickBehind;
  readonly modem: () => SeeingModem | undefined;
  readonly isGone: () => boolean;
  /** The stick has gone: whoever waits for it hears so. */
  readonly end: () => void;
}

export const holdStick = (behind: StickBehind, world: FaceWorld): HeldStick => {
  const gone$ = new ReplaySubject<void>(1);
  const watch = new Subscription();
  let modem: SeeingModem | undefined;
  let gone = false;
  const end = () => {
    if (gone) return;
    gone = true;
    watch.unsubscribe();
    gone$.next();
    gone$.complete();
    world.changed();
  };
  watch.add(
    behind.view$.subscribe({
      next: (view) => {
        if (isModem(view)) modem ??= holdModem(behind, world, gone$);
        modem?.see(view);
        world.changed();
      },
      complete: end,
    }),
  );
  return { behind, modem: () => modem, isGone: () => gone, end };
};
