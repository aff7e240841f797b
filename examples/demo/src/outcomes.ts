import { appendFileSync, createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EngineEvents, MessageState, SendResult } from '@sintonia/spec';
import { readTakenMails } from './mail-sink.js';

/** What became of the messages of a run, those of processes that were killed included. */
export interface Delivery {
  readonly composed: number;
  /** Of those, how many were picked for the person, and how many went to the holdout. */
  readonly personal: number;
  readonly generic: number;
  /** People to whom nothing was written, and why: the word of the rule that said so. */
  readonly held: number;
  readonly heldBecause: Readonly<Record<string, number>>;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  /** What the mail sink's own log says: how many mails it took, and how many of them more than once. */
  readonly taken: number;
  readonly takenTwice: number;
}

/** Counts what people are answered. Asking again after a restart gives the same answers, so nothing has to be remembered. */
export class Outcomes {
  readonly #composed = new Set<string>();
  readonly #variants = { personal: 0, generic: 0 };
  readonly #heldBecause = new Map<string, number>();
  #failed = 0;

  get composed(): number {
    return this.#composed.size;
  }

  add({ status, sendKey, decision }: SendResult): void {
    if (status !== 'held') {
      this.#composed.add(sendKey);
      this.#variants[decision.variant]++;
      return;
    }
    const because = decision.trace.find(({ verdict }) => verdict === 'hold')?.because ?? 'unknown';
    this.#heldBecause.set(because, (this.#heldBecause.get(because) ?? 0) + 1);
  }

  /** The campaign could not write a message for this person. */
  addFailure(): void {
    this.#failed++;
  }

  async settle(fateLog: string, mailLog: string): Promise<Delivery> {
    const fates = await readFates(fateLog);
    const taken = new Map<string, number>();
    let mails = 0;
    for await (const { sendKey, messageId } of readTakenMails(mailLog)) {
      const key = sendKey ?? messageId ?? '';
      taken.set(key, (taken.get(key) ?? 0) + 1);
      mails++;
    }
    const counts = { sent: 0, failed: this.#failed, unknown: 0, suppressed: 0, expired: 0 };
    for (const sendKey of this.#composed) {
      // A kill can fall between the store's word and our note of it: then the mail sink's log knows.
      counts[fates.get(sendKey) ?? (taken.has(sendKey) ? 'sent' : 'unknown')]++;
    }
    const { sent, unknown, suppressed, expired } = counts;
    const failed = counts.failed + expired;
    if (suppressed > 0) this.#heldBecause.set('suppressed', suppressed);
    return {
      composed: this.#composed.size,
      ...this.#variants,
      held: [...this.#heldBecause.values()].reduce((sum, count) => sum + count, 0),
      heldBecause: Object.fromEntries(this.#heldBecause),
      ...{ sent, failed, unknown },
      taken: mails,
      takenTwice: [...taken.values()].filter((times) => times > 1).length,
    };
  }
}

type Fate = Exclude<MessageState, 'pending' | 'claimed'>;

/** Notes how a message ended, so that a later process knows it, too. */
export function noteFate(fateLog: string, { sendKey, state }: EngineEvents['message']): void {
  if (state === 'pending' || state === 'claimed') return;
  appendFileSync(fateLog, `${JSON.stringify({ sendKey, state })}\n`);
}

async function readFates(fateLog: string): Promise<ReadonlyMap<string, Fate>> {
  const fates = new Map<string, Fate>();
  if (!existsSync(fateLog)) return fates;
  for await (const line of createInterface({ input: createReadStream(fateLog) })) {
    if (!line.endsWith('}')) continue;
    const { sendKey, state } = JSON.parse(line) as { sendKey: string; state: Fate };
    fates.set(sendKey, state);
  }
  return fates;
}
