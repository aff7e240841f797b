import type { Message } from '@sintonia/spec';
import { describe, it } from 'vitest';
import { batchLaws } from './dispatcher-suite/batch-laws.js';
import { deliveryLaws } from './dispatcher-suite/delivery-laws.js';
import { failureLaws } from './dispatcher-suite/failure-laws.js';
import { feedbackLaws } from './dispatcher-suite/feedback-laws.js';
import type { DispatcherLaw, DispatcherRig } from './dispatcher-suite/law.js';
import { leftOut } from './dispatcher-suite/left-out.js';
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
  /** Why there are no `reports`, for a dispatcher whose provider reports nothing. Default: they are asked for. */
  readonly noFeedback?: string;
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
  const { start, message, noFeedback, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, dispatcherLaws);
  if (noFeedback?.trim() === '') throw new Error('noFeedback needs a reason.');
  describe(`${name} keeps the contract of a dispatcher`, () => {
    for (const { law, check, ...about } of dispatcherLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const rig = await start();
        try {
          const reason = leftOut(rig, about, noFeedback);
          if (reason !== undefined) context.skip(reason);
          await check(rig, messageFor(rig, message));
        } finally {
          await rig.stop?.();
        }
      });
    }
  });
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
