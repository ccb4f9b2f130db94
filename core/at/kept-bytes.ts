import { Observable, Subject } from 'rxjs';

/**
 * Bytes for a listener who may come late: kept while nobody listens, handed over in order to the first who does, then hot. More than
 * `limit` of them are not kept: what comes behind is dropped, as a serial driver does.
 */
export class KeptBytes {
  private kept: Uint8Array[] = [];
  private room: number;
  private readonly live$ = new Subject<Uint8Array>();

  readonly bytes$ = new Observable<Uint8Array>((listener) => {
    const kept = this.kept;
    this.kept = [];
    this.room = this.limit;
    for (const bytes of kept) listener.next(bytes);
    return this.live$.subscribe(listener);
  });

  constructor(private readonly limit = 1024 * 1024) {
    this.room = limit;
  }

  take(bytes: Uint8Array): void {
    if (this.live$.observed) this.live$.next(bytes);
    else if (this.room > 0) {
      this.kept.push(bytes.subarray(0, this.room));
      this.room = Math.max(0, this.room - bytes.length);
    }
  }

  end(): void {
    this.live$.complete();
  }
}
