import type { Clock, Engine } from '@sintonia/spec';
import { json } from '../request/answers.js';
import { type Route, trouble } from '../request/route.js';
import { answered, count } from '../shapes/answered.js';
import { anything } from '../shapes/scalars.js';

/** The bound of the engine on everything from outside. Bytes. */
const LONGEST = 1_048_576;

/**
 * What vendors report, for the collector or dispatcher of this name. The very bytes go to the engine, which verifies before it
 * parses and keeps each event once. The vendor hears yes when all of it is durable, and not before.
 */
export function webhookRoute(engine: Pick<Engine, 'receive'>, clock: Clock): Route {
  return {
    method: 'POST',
    path: '/webhooks/{plugin}',
    operation: {
      summary: "A vendor's webhook, for the collector or dispatcher of this name",
      tag: 'webhooks',
      security: 'signature',
      takes: anything,
      mediaTypes: ['*/*'],
      returns: answered({ accepted: count, duplicates: count, refused: count }),
      gives: {
        ...trouble,
        200: 'Verified and durable.',
        400: 'Verified, and not what it must be.',
        401: 'Not signed as it must be, too old, or from the future.',
        404: 'Nobody of this name is installed.',
        413: 'More than a megabyte.',
      },
    },
    async answer(incoming, plugin) {
      const receivedAt = clock.now();
      const rawBody = await incoming.body(LONGEST);
      const { method, url } = incoming;
      const request = { method, url, headers: incoming.headers(), rawBody, receivedAt };
      const { accepted, duplicates, refused } = await engine.receive(plugin, request);
      return json(200, { accepted, duplicates: duplicates.length, refused: refused.length });
    },
  };
}
