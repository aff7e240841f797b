import type { Message } from '@sintonia/spec';
import { describe, it } from 'vitest';
import { batchLaws } from './dispatcher-suite/batch-laws.js';
import { deliveryLaws } from './dispatcher-suite/delivery-laws.js';
import { failureLaws } from './dispatcher-suite/failure-laws.js';
import { feedbackLaws } from './dispatcher-suite/feedback-laws.js';
import type { DispatcherLaw, DispatcherRig } from './dispatcher-suite/law.js';
import { safetyLaws } from './dispatcher-suite/safety-laws.js';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';

export type {
  Delivered,
  DispatcherLaw,
  DispatcherRig,
  FeedbackSample,
  ProviderBehaviour,
} from './dispatcher-suite/law.js';

/** Everything that the contract promises of a dispatcher. */
export const dispatcherLaws: readonly DispatcherLaw[] = [
  ...deliveryLaws,
  ...batchLaws,
  ...failureLaws,
  ...safetyLaws,
  ...feedbackLaws,
];

export interface DispatcherSuiteOptions {
  /** A new dispatcher with a provider of its own. Called for every law; the suite stops it. */
  readonly start: () => Promise<DispatcherRig> | DispatcherRig;
  /** Changes to the message that is sent, such as `to` for a channel that has other addresses. */
  readonly message?: Partial<Message>;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 30,000. */
  readonly timeout?: number;
}

/**
 * Says whether a dispatcher keeps the contract: one vitest test for each of {@link dispatcherLaws}.
 *
 * ```ts
 * dispatcherSuite('postcards', { start: () => startPostcardsWithLocalProvider() });
 * ```
 */
export function dispatcherSuite(name: string, options: DispatcherSuiteOptions): void {
  const { start, message, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, dispatcherLaws);
  describe(`${name} keeps the contract of a dispatcher`, () => {
    for (const { law, channel, needs, check } of dispatcherLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const rig = await start();
        try {
          if (channel !== undefined && channel !== rig.dispatcher.channel) context.skip(`It is about ${channel} only.`);
          const absent = absence(rig, needs);
          if (absent !== undefined) context.skip(absent);
          await check(rig, messageFor(rig, message));
        } finally {
          await rig.stop?.();
        }
      });
    }
  });
}

function absence({ dispatcher, reports = [], toleranceMs }: DispatcherRig, needs: DispatcherLaw['needs']) {
  if (needs === undefined) return undefined;
  if (needs === 'toleranceMs' && toleranceMs === undefined) return 'This provider does not sign the time.';
  if (needs !== 'toleranceMs' && dispatcher[needs] === undefined) return `This dispatcher has no ${needs}.`;
  return reports.length === 0 ? 'No reports are given.' : undefined;
}

function messageFor({ dispatcher }: DispatcherRig, changes: Partial<Message> = {}): Message {
  return {
    sendKey: 'weekly-2026-W01-ana',
    channel: dispatcher.channel,
    to: dispatcher.channel === 'email' ? 'ana.oneill+shop@example.com' : '+15550100',
    campaign: 'weekly',
    purpose: 'marketing',
    locale: 'en',
    content: {
      subject: 'Three mugs for you',
      text: 'You bought a teapot.',
      html: '<p>You bought a <b>teapot</b>.</p>',
    },
    ...changes,
  };
}
