import { Observable, Subject } from 'rxjs';

/** Bytes for a listener who may come late: kept while nobody listens, handed over in order to the first who does, then hot. */
export class KeptBytes {
  private kept: Uint8Array[] = [];
  private readonly live$ = new Subject<Uint8Array>();

  readonly bytes$ = new Observable<Uint8Array>((listener) => {
    const kept = this.kept;
    this.kept = [];
    for (const bytes of kept) listener.next(bytes);
    return this.live$.subscribe(listener);
  });

  take(bytes: Uint8Array): void {
    if (this.live$.observed) this.live$.next(bytes);
    else this.kept.push(bytes);
  }

  end(): void {
    this.live$.complete();
  }
}
