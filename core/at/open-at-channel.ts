import { Observable, ReplaySubject, type SchedulerLike, Subject, Subscription } from 'rxjs';
import type { FactBody } from '../facts/fact.js';
import { redactLines, redactText } from '../facts/redact.js';
import type { AtChannel } from './at-channel.js';
import type { AtCommand } from './at-command.js';
import type { AtReply } from './at-reply.js';
import type { ByteStream, SerialLink, Tty } from './byte-stream.js';
import { converse } from './dialogue.js';
import { type Dialogue, type DialogueAction, type DialogueInput, isBusy, startDialogue } from './dialogue-state.js';
import { KeptBytes } from './kept-bytes.js';

export interface AtChannelOptions {
  readonly link: SerialLink;
  /** USB interface number. */
  readonly port: number;
  readonly clock: SchedulerLike;
  /** Milliseconds. `command`: one command, unless it brings its own. `probe`: one query of a resync (see resync.ts), 1000 if absent. */
  readonly limits: { readonly command: number; readonly probe?: number };
  readonly report: (fact: FactBody) => void;
  /** `drop`: neither reported nor emitted. Absent: every line is reported. */
  readonly unsolicited?: (line: string) => 'report' | 'drop';
}

/**
 * Opens a conversation on a port: the thin part round `converse`, which queues commands, keeps their time and does what the dialogue asks.
 * The first command, and each one behind a command whose limit passed, is preceded by a query of our own (see resync.ts). A command
 * that could not even be written within its limit, since the modem never answered that query, replies `timeout` as well.
 * After CONNECT, and once the port has gone, every command replies `closed`. `close()` completes `gone$` without a value.
 */
export const openAtChannel = (options: AtChannelOptions): AtChannel => new OpenAtChannel(options);

interface Turn {
  readonly command: AtCommand;
  readonly limitMs: number;
  readonly done: (reply: AtReply) => void;
}

class OpenAtChannel implements AtChannel {
  readonly port: number;
  readonly unsolicited$: Observable<string>;
  readonly gone$: Observable<void>;
  private readonly saidUnasked$ = new Subject<string>();
  private readonly portGone$ = new ReplaySubject<void>(1);
  private readonly behindConnect = new KeptBytes();
  private readonly linkBytes: Subscription;
  private dialogue: Dialogue;
  private readonly queue: Turn[] = [];
  private turn: Turn | undefined;
  private limit = new Subscription();
  /** When the last line was written, also one of our own queries. */
  private sentAt: number;
  /** When the command of this turn was written, or could have been. */
  private turnAt: number;
  private readonly inputs: DialogueInput[] = [];
  private working = false;

  constructor(private readonly options: AtChannelOptions) {
    this.port = options.port;
    this.unsolicited$ = this.saidUnasked$.asObservable();
    this.gone$ = this.portGone$.asObservable();
    this.dialogue = startDialogue(options.limits.probe ?? 1_000);
    this.sentAt = options.clock.now();
    this.turnAt = this.sentAt;
    this.linkBytes = options.link.bytes$.subscribe({
      next: (bytes) => this.take({ kind: 'bytes', bytes }),
      error: () => this.leave(() => this.portGone$.next()),
      complete: () => this.leave(() => this.portGone$.next()),
    });
  }

  send(command: AtCommand, options: { readonly limitMs?: number } = {}): Observable<AtReply> {
    return new Observable((sender) => {
      const turn: Turn = {
        command,
        limitMs: options.limitMs ?? this.options.limits.command,
        done: (reply) => {
          sender.next(reply);
          sender.complete();
        },
      };
      this.queue.push(turn);
      this.work();
      return () => this.withdraw(turn);
    });
  }

  data(): ByteStream {
    const { tty } = this.options.link;
    return {
      bytes$: this.behindConnect.bytes$,
      write: (bytes) => this.writeData(bytes),
      ...(tty === undefined ? {} : { tty: { path: tty.path, handOver: () => this.handOver(tty) } }),
    };
  }

  close(): Promise<void> {
    this.leave(() => undefined);
    this.linkBytes.unsubscribe();
    return this.options.link.close();
  }

  /** The port is closed here from now on, as by `close()`, but has not gone: another program has it. */
  private async handOver(tty: Tty): Promise<() => void> {
    this.linkBytes.unsubscribe();
    this.leave(() => undefined);
    const letGo = await tty.handOver();
    this.options.report({ fact: 'port.handed-over', port: this.port, to: 'pppd' });
    return letGo;
  }

  private writeData(bytes: Uint8Array): void {
    if (this.dialogue.phase.kind === 'data') this.options.link.write(bytes);
  }

  private withdraw(turn: Turn): void {
    const place = this.queue.indexOf(turn);
    if (place >= 0) this.queue.splice(place, 1);
    if (this.turn === turn) this.take({ kind: 'withdraw' });
  }

  private leave(tell: () => void): void {
    if (this.dialogue.phase.kind === 'closed') return;
    this.take({ kind: 'closed' });
    tell();
    this.portGone$.complete();
    this.saidUnasked$.complete();
    this.behindConnect.end();
  }

  private take(input: DialogueInput): void {
    this.inputs.push(input);
    this.work();
  }

  /** One input at a time, each with all its actions: whoever is told of a reply may send the next command from there. */
  private work(): void {
    if (this.working) return;
    this.working = true;
    try {
      for (let input = this.nextInput(); input !== undefined; input = this.nextInput()) this.step(input);
    } finally {
      this.working = false;
    }
  }

  private nextInput(): DialogueInput | undefined {
    const input = this.inputs.shift();
    if (input !== undefined || isBusy(this.dialogue)) return input;
    this.turn = this.queue.shift();
    if (this.turn === undefined) return undefined;
    this.turnAt = this.options.clock.now();
    return { kind: 'send', command: this.turn.command, limitMs: this.turn.limitMs };
  }

  private step(input: DialogueInput): void {
    const [dialogue, actions] = converse(this.dialogue, input);
    this.dialogue = dialogue;
    for (const action of actions) this.act(action);
  }

  private act(action: DialogueAction): void {
    if (action.kind === 'write') this.options.link.write(action.bytes);
    else if (action.kind === 'sent') this.noteSent(action.command);
    else if (action.kind === 'start-limit') this.startLimit(action.ms);
    else if (action.kind === 'stop-limit') this.limit.unsubscribe();
    else if (action.kind === 'reply') this.reply(action);
    else if (action.kind === 'unsolicited') this.tell(action.line);
    else this.behindConnect.take(action.bytes);
  }

  private noteSent(command: AtCommand): void {
    this.sentAt = this.options.clock.now();
    if (command === this.turn?.command) this.turnAt = this.sentAt;
    this.options.report({ fact: 'at.sent', port: this.port, command: command.redacted });
  }

  private startLimit(ms: number): void {
    this.limit.unsubscribe();
    this.limit = this.options.clock.schedule(() => this.take({ kind: 'limit-passed' }), ms);
  }

  private reply({ command, reply, probe }: DialogueAction & { readonly kind: 'reply' }): void {
    const since = probe ? this.sentAt : this.turnAt;
    const timed: AtReply = { ...reply, ms: Math.round(this.options.clock.now() - since) };
    this.options.report(repliedFact(this.port, command, timed));
    if (probe) return;
    const turn = this.turn;
    this.turn = undefined;
    turn?.done(timed);
  }

  private tell(line: string): void {
    if (this.options.unsolicited?.(line) === 'drop') return;
    this.options.report({ fact: 'at.unsolicited', port: this.port, line: redactText(line) });
    this.saidUnasked$.next(line);
  }
}

const repliedFact = (port: number, command: AtCommand, { lines, result, ok, end, ms }: AtReply): FactBody => ({
  fact: 'at.replied',
  port,
  command: command.redacted,
  lines: redactLines(command.line, lines),
  result: redactText(result),
  ok,
  ...('code' in end && end.code !== undefined ? { code: end.code } : {}),
  ms,
});
