import type { Engine } from '@sintonia/spec';
import { type HttpOptions, readHttpOptions } from './http-options.js';
import { openapiRoute } from './openapi/openapi-document.js';
import { preferencesRoutes } from './preferences/preferences-routes.js';
import { recommendRoutes } from './recommend/recommend-routes.js';
import { crossOrigin } from './request/cross-origin.js';
import type { Incoming, Outgoing } from './request/incoming.js';
import { secretKeys } from './request/keys.js';
import { rateLimiter } from './request/rate-limit.js';
import { router } from './request/router.js';
import { Senders } from './request/senders.js';
import { tell } from './request/tell.js';
import { fromWeb, toWeb } from './request/web.js';
import { trackingRoutes } from './tracking/tracking-routes.js';
import { webhookRoute } from './webhooks/webhook-route.js';

/** What the handler asks of an engine. */
export type ServedEngine = Pick<
  Engine,
  'collect' | 'identify' | 'identity' | 'recommend' | 'decide' | 'feedback' | 'receive' | 'subscriptions'
>;

/** An engine over HTTP. */
export interface Door {
  /** Answers a web-standard request. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** The same for mounts that have no web-standard request, which costs time to make. Paths as the server sees them. */
  answer(incoming: Incoming): Promise<Outgoing>;
  /** Tells `onError` what failed on our side, for mounts. Never throws. */
  tell(error: unknown): void;
  /** What stands before the path as the world sees it, where that was told. */
  readonly origin: string | undefined;
}

/**
 * An engine as one handler: tracking, lists, webhooks, preferences. What it answers with 2xx is durable.
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function http(engine: ServedEngine, options: HttpOptions = {}): Door {
  const { writeKeys, apiKeys, rateLimit, clock, title, origins, onError, ...settings } = readHttpOptions(options);
  const { basePath, origin, protectedTraits } = settings;
  const senders = new Senders(writeKeys, secretKeys(apiKeys), rateLimiter(rateLimit, clock));
  const routes = [
    ...trackingRoutes({ engine, senders, clock, protectedTraits }),
    ...recommendRoutes(engine, senders),
    webhookRoute(engine, clock),
    ...preferencesRoutes(engine, title),
  ];
  const all = [...routes, openapiRoute(routes, `${origin ?? ''}${basePath}` || '/')];
  const told = tell(onError);
  const answer = router(all, { basePath, crossOrigin: crossOrigin(origins), tell: told });
  return { answer, handle: async (request) => toWeb(await answer(fromWeb(request, origin))), tell: told, origin };
}
