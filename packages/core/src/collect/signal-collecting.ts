import {
  type CollectOptions,
  type CollectResult,
  type ErrorCode,
  type ErrorName,
  isSintoniaError,
  readOneOf,
  readSignal,
  type Signal,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { v7 as timeOrderedId } from 'uuid';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { randomBytes } from './random-bytes.js';
import type { SignalRegistry } from './signal-registry.js';
import type { SignalFate, SignalWriter } from './signal-writer.js';

const MOST = 10_000;

const refusals: Partial<Record<SignalFate, ErrorCode>> = {
  denied: 'SINTONIA_CONSENT_DENIED',
  erased: 'SINTONIA_SIGNAL_ERASED',
  expired: 'SINTONIA_SIGNAL_EXPIRED',
};

const REACTIONS = ['throw', 'skip'] as const;

interface Inbox {
  readonly signals: Signal[];
  /** Where each of these stood in what came; absent where none was refused. */
  places?: number[];
  readonly refused: { index: number; code: ErrorCode; field?: string }[];
}

/** The doorway of *collect*: checks what comes in, has it written, and says what became of each signal. */
@injectable()
export class SignalCollecting {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.SignalWriter) private readonly writer: SignalWriter,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @throws SINTONIA_CONSENT_DENIED, SINTONIA_SIGNAL_ERASED when it is not taken in: who gives feedback relies on it. */
  async collectOne(input: unknown): Promise<void> {
    const { refused } = await this.collect(input);
    const name = refused[0]?.code.slice('SINTONIA_'.length);
    if (name !== undefined) throw new SintoniaError(name as ErrorName, 'The signal was not taken in.');
  }

  async collect(input: unknown, options: CollectOptions = {}): Promise<CollectResult> {
    // Not waited for here: signals are copies, and while the store writes them the garbage collector may have what they came in.
    const inbox = this.#read(input, options);
    return this.writer.write(inbox.signals).then((fates) => this.#told(inbox, fates));
  }

  #told({ signals, places, refused }: Inbox, fates: readonly SignalFate[]): CollectResult {
    const duplicates: string[] = [];
    let accepted = 0;
    for (const [index, fate] of fates.entries()) {
      const code = refusals[fate];
      if (fate === 'accepted') accepted++;
      else if (fate === 'duplicate') duplicates.push((signals[index] as Signal).id);
      else if (code) refused.push({ index: places?.[index] ?? index, code });
    }
    if (refused.length > 1) refused.sort((a, b) => a.index - b.index);
    this.events.emit('collected', { accepted, duplicates: duplicates.length, refused: refused.length });
    return { accepted, duplicates, refused };
  }

  #read(input: unknown, options: CollectOptions): Inbox {
    const inputs = Array.isArray(input) ? input : [input];
    if (inputs.length > MOST) {
      throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST} signals a call.`, { field: 'signals' });
    }
    const skipInvalid = readOneOf(options.onInvalid ?? 'throw', 'onInvalid', REACTIONS) === 'skip';
    const inbox: Inbox = { signals: [], refused: [] };
    const { definitions } = this.registry;
    const { isPlaceholder } = this.settings.identity;
    const now = this.settings.clock.now();
    // Ids in the order of time keep the store's index of ids growing at its end only.
    const newId = () => timeOrderedId({ msecs: now, random: randomBytes() });
    for (const [index, each] of inputs.entries()) {
      try {
        const path = Array.isArray(input) ? `[${index}]` : '';
        inbox.signals.push(readSignal(each, { definitions, now, newId, path, isPlaceholder }));
        inbox.places?.push(index);
      } catch (error) {
        if (!skipInvalid || !isSintoniaError(error)) throw error;
        inbox.places ??= Array.from(inbox.signals.keys());
        inbox.refused.push({ index, code: error.code, ...(error.field === undefined ? {} : { field: error.field }) });
      }
    }
    return inbox;
  }
}
