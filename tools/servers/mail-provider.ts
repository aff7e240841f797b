import type { ProviderBehaviour } from '../../packages/testing/src/dispatcher-suite/law.js';
import { type ApiAnswer, type ApiRequest, type MailApi, mailApi, nobodyThere, reset, silence } from './mail-api.js';

/** A pretended provider that can misbehave as `dispatcherSuite` asks it to. */
export interface MailProvider extends MailApi {
  /** What posts to it, and finds nobody there where it can't be reached. */
  readonly fetch: typeof fetch;
  behave(behaviour: ProviderBehaviour): void;
}

/**
 * @param failures the words of this provider for what it does not take.
 * @param take what it does with a request that it takes, and answers.
 */
export async function mailProvider(
  failures: Partial<Record<ProviderBehaviour, ApiAnswer>>,
  take: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>,
): Promise<MailProvider> {
  let behaviour: ProviderBehaviour = 'accept';
  const silently: Partial<Record<ProviderBehaviour, ApiAnswer>> = { lose: reset, hang: silence };
  const api = await mailApi((request) => {
    const instead = silently[behaviour];
    const failure = failures[behaviour];
    if (failure !== undefined) return failure;
    const taken = take(request);
    return async (response, incoming) => {
      const answer = await taken;
      (instead ?? answer)(response, incoming);
    };
  });
  return {
    ...api,
    fetch: (...call) => (behaviour === 'unreachable' ? nobodyThere(...call) : fetch(...call)),
    behave(next) {
      behaviour = next;
    },
  };
}
