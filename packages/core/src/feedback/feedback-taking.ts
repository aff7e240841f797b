import { type DeliveryEvent, type ErrorCode, isSintoniaError, type ReceiveResult } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { Turns } from '../deliver/turns.js';
import type { Events } from '../events.js';
import type { AddressMarks } from '../privacy/suppression/address-marks.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { AddressFeedback } from './address-feedback.js';
import type { MessageFeedback, ReportFate } from './message-feedback.js';
import type { MessageFinder } from './message-finder.js';
import { readDeliveryEvent } from './read-delivery-event.js';

/** A report and its place among those that came with it. */
interface Placed {
  readonly index: number;
  readonly report: DeliveryEvent;
}

type Fate = ReportFate | 'unmatched';

/** Messages at once: enough to keep a store busy, few enough to leave it some time for others. */
const AT_ONCE = 16;

/** Takes what providers report about messages: those of one message together, each once. */
@injectable()
export class FeedbackTaking {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.MessageFinder) private readonly finder: MessageFinder,
    @inject(TOKENS.MessageFeedback) private readonly messages: MessageFeedback,
    @inject(TOKENS.AddressMarks) private readonly marks: AddressMarks,
    @inject(TOKENS.AddressFeedback) private readonly addresses: AddressFeedback,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** Resolves once it is durable. A report that can't be read is refused, and the others are taken. */
  async take(channel: string, inputs: readonly unknown[]): Promise<ReceiveResult> {
    const refused: { index: number; code: ErrorCode; field?: string }[] = [];
    const placed: Placed[] = [];
    const now = this.settings.clock.now();
    inputs.forEach((input, index) => {
      try {
        placed.push({ index, report: readDeliveryEvent(input, `events[${index}]`, now) });
      } catch (error) {
        if (!isSintoniaError(error)) throw error;
        refused.push({ index, code: error.code, ...(error.field !== undefined && { field: error.field }) });
      }
    });
    const fates = await this.#fatesOf(channel, placed);
    const duplicates: string[] = [];
    let [accepted, unmatched] = [0, 0];
    placed.forEach(({ index, report }, place) => {
      const fate = fates[place];
      if (fate === 'duplicate') duplicates.push(report.id);
      else if (fate === 'denied') refused.push({ index, code: 'SINTONIA_CONSENT_DENIED' });
      else accepted++;
      if (fate === 'unmatched') unmatched++;
    });
    refused.sort((a, b) => a.index - b.index);
    return { accepted, duplicates, refused, unmatched };
  }

  /** What we have heard ourselves about one of our messages. Nothing to do when nobody knows it any more. */
  async takeOwn(report: DeliveryEvent & { readonly sendKey: string }): Promise<void> {
    const message = await this.finder.find(report.sendKey);
    if (message) await this.messages.keep(message, [report]);
  }

  async #fatesOf(channel: string, placed: readonly Placed[]): Promise<readonly Fate[]> {
    const fates: Fate[] = placed.map(() => 'unmatched');
    const groups = new Map<string, number[]>();
    for (const [place, { report }] of placed.entries()) {
      const sendKey = await this.finder.sendKeyOf(report, channel);
      if (sendKey !== undefined) groups.set(sendKey, [...(groups.get(sendKey) ?? []), place]);
    }
    const turns = new Turns(AT_ONCE);
    await Promise.all(
      [...groups].map(([sendKey, places]) =>
        turns.take(async () => {
          const reports = places.map((place) => (placed[place] as Placed).report);
          const told = await this.messages.take(sendKey, channel, reports);
          places.forEach((place, index) => {
            fates[place] = told?.[index] ?? 'unmatched';
          });
        }),
      ),
    );
    for (const [place, { report }] of placed.entries()) {
      if (fates[place] === 'unmatched') await this.#takeUnmatched(channel, report);
    }
    return fates;
  }

  /** Nobody knows the message, or not any more. What it says about the address still holds. */
  async #takeUnmatched(channel: string, report: DeliveryEvent): Promise<void> {
    if (report.to !== undefined) {
      const mark = await this.marks.of(channel, report.to);
      await retryOnConflict(async () => {
        const { check, put } = await this.addresses.changesBy({ channel, mark }, [report]);
        if (put.length > 0) await this.store.commit({ check, put });
      });
    }
    const { kind, at, by, because } = report;
    this.events.emit('feedback', { kind, channel, at, ...(by && { by }), ...(because && { because }) });
  }
}
