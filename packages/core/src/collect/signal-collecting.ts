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
    const inputs = Array.isArray(input) ? input : [input];
    if (inputs.length > MOST) {
      throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST} signals a call.`, { field: 'signals' });
    }
    const skipInvalid = readOneOf(options.onInvalid ?? 'throw', 'onInvalid', ['throw', 'skip']) === 'skip';
    const refused: { index: number; code: ErrorCode; field?: string }[] = [];
    const valid: { index: number; signal: Signal }[] = [];
    const now = this.settings.clock.now();
    const { isPlaceholder } = this.settings.identity;
    // Ids in the order of time keep the store's index of ids growing at its end only.
    const newId = () => timeOrderedId({ msecs: now, random: randomBytes() });
    inputs.forEach((each, index) => {
      try {
        const path = Array.isArray(input) ? `[${index}]` : '';
        const signal = readSignal(each, { definitions: this.registry.definitions, now, newId, path, isPlaceholder });
        valid.push({ index, signal });
      } catch (error) {
        if (!skipInvalid || !isSintoniaError(error)) throw error;
        refused.push({ index, code: error.code, ...(error.field === undefined ? {} : { field: error.field }) });
      }
    });

    const fates = await this.writer.write(valid.map(({ signal }) => signal));
    const duplicates: string[] = [];
    let accepted = 0;
    fates.forEach((fate, place) => {
      const { index, signal } = valid[place] as (typeof valid)[number];
      const code = refusals[fate];
      if (fate === 'accepted') accepted++;
      else if (fate === 'duplicate') duplicates.push(signal.id);
      else if (code) refused.push({ index, code });
    });
    refused.sort((a, b) => a.index - b.index);
    this.events.emit('collected', { accepted, duplicates: duplicates.length, refused: refused.length });
    return { accepted, duplicates, refused };
  }
}
