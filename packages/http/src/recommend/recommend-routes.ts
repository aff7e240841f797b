import { type Engine, parseJson, type RecommendRequest } from '@sintonia/spec';
import { json } from '../request/answers.js';
import type { Incoming } from '../request/incoming.js';
import { inflatedBody } from '../request/inflate.js';
import type { Route } from '../request/route.js';
import type { Senders } from '../request/senders.js';
import { anything, flag, identifier, integer, jsonObject, oneOf } from '../shapes/scalars.js';
import { described, type Shape } from '../shapes/shape.js';
import { list, object } from '../shapes/structures.js';

/** Far more than a request with 10,000 excluded items needs. */
const LONGEST = 1_048_576;

const person = { userId: identifier, anonymousId: identifier };

const recommendations = object(
  {},
  {
    ...person,
    limit: described(integer(1, 1000), 'Default: 10.'),
    where: described(anything, 'An item filter.'),
    exclude: described(list(identifier, 10_000), 'Items that must not be in the list.'),
    includeSeen: flag,
    sources: described(list(identifier, 100), 'Only these recommenders.'),
    context: described(jsonObject, 'What is known of the moment. Kept nowhere.'),
    towards: jsonObject,
    after: described({ schema: { type: 'string' }, read: (value) => value }, 'The `next` of the page before.'),
    exposure: described(flag, 'Whether it is shown to the person. Default: true.'),
  },
);

const decisions = object({ campaign: identifier }, person);

const feedback = object(
  { itemId: identifier, kind: oneOf('clicked', 'dismissed', 'liked') },
  {
    ...person,
    because: oneOf('notMyTaste', 'alreadyHave', 'tooExpensive', 'notNow', 'other'),
    exposureId: identifier,
    id: described(identifier, 'Makes a repeated call harmless.'),
  },
);

/** What services ask: lists, decisions, and what people say about a pick. By secret keys only. */
export function recommendRoutes(
  engine: Pick<Engine, 'recommend' | 'decide' | 'feedback'>,
  senders: Senders,
): readonly Route[] {
  function route<T>(path: string, summary: string, takes: Shape<T>, ask: (input: T) => Promise<unknown>): Route {
    return {
      method: 'POST',
      path,
      operation: { summary, tag: 'services', security: 'apiKey', takes, gives },
      async answer(incoming: Incoming) {
        senders.assertService(incoming);
        const body = parseJson(await inflatedBody(incoming, LONGEST), {
          bytes: LONGEST,
          depth: 32,
          keys: 20_000,
          text: 65_536,
        });
        return json(200, await ask(takes.read(body, '')));
      },
    };
  }
  return [
    route('/recommendations', 'What a person may want, best first', recommendations, (request) =>
      engine.recommend(request as RecommendRequest),
    ),
    route('/decisions', 'Whether, when and how a person may get a campaign', decisions, (request) =>
      engine.decide(request),
    ),
    route('/feedback', 'What a person says about a pick', feedback, async (said) => {
      await engine.feedback(said);
      return { success: true };
    }),
  ];
}

const gives = {
  200: 'The answer.',
  400: 'Not what it must be. `field` says where.',
  401: 'No secret key that is known.',
  404: 'No campaign or recommender of this name.',
  503: 'Out of order for now.',
};
