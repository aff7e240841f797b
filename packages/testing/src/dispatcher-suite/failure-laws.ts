import { type ErrorName, isSintoniaError } from '@sintonia/spec';
import { expect, vi } from 'vitest';
import { dispatch, failureOf } from './dispatch.js';
import type { DispatcherLaw, ProviderBehaviour } from './law.js';

/** The behaviour makes this code, nothing is taken, and the next message passes once the provider behaves again. */
function failure(law: string, behaviour: ProviderBehaviour, ...codes: ErrorName[]): DispatcherLaw {
  return {
    law,
    async check({ dispatcher, behave, delivered }, message) {
      behave(behaviour);
      const error = await failureOf(dispatch(dispatcher, { ...message, sendKey: 'first' }));
      expect(codes.map((name) => `SINTONIA_${name}`)).toContain(error.code);
      expect(await delivered()).toHaveLength(0);
      if (isSintoniaError(error, 'DELIVERY_RATE_LIMITED'))
        expect(error.details?.retryAfterMs).toBeGreaterThanOrEqual(0);
      behave('accept');
      await dispatch(dispatcher, { ...message, sendKey: 'second' });
      expect(await delivered()).toHaveLength(1);
    },
  };
}

export const failureLaws: readonly DispatcherLaw[] = [
  failure(
    'a busy provider has taken nothing and may do so later',
    'busy',
    'DELIVERY_TRANSIENT',
    'DELIVERY_RATE_LIMITED',
  ),
  failure('a provider that cannot be reached has taken nothing', 'unreachable', 'DELIVERY_TRANSIENT'),
  failure('a message that is refused is refused for good', 'refuse', 'DELIVERY_REJECTED'),
  failure('credentials that are refused are told apart', 'unauthorised', 'DELIVERY_UNAUTHORISED'),
  {
    law: 'an answer that is lost leaves the message unknown, sent at most once',
    async check({ dispatcher, behave, delivered }, message) {
      behave('lose');
      const error = await failureOf(dispatch(dispatcher, message));
      expect(error.code).toBe('SINTONIA_DELIVERY_UNKNOWN');
      expect((await delivered()).length).toBeLessThanOrEqual(1);
    },
  },
  {
    law: 'aborted while the provider hangs, it stops at once and says that it does not know',
    async check({ dispatcher, behave, delivered }, message) {
      behave('hang');
      const abort = new AbortController();
      const failure = failureOf(dispatch(dispatcher, message, abort.signal));
      await vi.waitFor(async () => expect(await delivered()).toHaveLength(1), { timeout: 10_000, interval: 20 });
      const aborted = performance.now();
      abort.abort();
      expect((await failure).code).toBe('SINTONIA_DELIVERY_UNKNOWN');
      expect(performance.now() - aborted, 'milliseconds until it stopped').toBeLessThan(2000);
    },
  },
  {
    law: 'aborted before it began, it hands nothing over',
    async check({ dispatcher, delivered }, message) {
      const error = await failureOf(dispatch(dispatcher, message, AbortSignal.abort()));
      expect(error.code).toBe('SINTONIA_DELIVERY_TRANSIENT');
      expect(await delivered()).toHaveLength(0);
    },
  },
];
