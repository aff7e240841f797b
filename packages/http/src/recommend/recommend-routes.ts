import { type Engine, parseJson, type RecommendRequest } from '@sintonia/spec';
import { json } from '../request/answers.js';
import type { Incoming } from '../request/incoming.js';
import { inflatedBody } from '../request/inflate.js';
import { type Operation, type Route, trouble } from '../request/route.js';
import type { Senders } from '../request/senders.js';
import { success } from '../shapes/answered.js';
import { anything, flag, identifier, integer, jsonObject, oneOf } from '../shapes/scalars.js';
import { described, type Shape } from '../shapes/shape.js';
import { list, object } from '../shapes/structures.js';
import { decisionsAnswer, recommendationsAnswer } from './recommend-answers.js';

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
  function route<T>(path: string, about: About, takes: Shape<T>, ask: (input: T) => Promise<unknown>): Route {
    const { gives: more, ...words } = about;
    return {
      method: 'POST',
      path,
      operation: { ...words, tag: 'services', security: 'apiKey', takes, gives: { ...gives, ...more } },
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
    route(
      '/recommendations',
      {
        summary: 'What a person may want, best first',
        returns: recommendationsAnswer,
        gives: { 404: 'No recommender of this name.' },
      },
      recommendations,
      (request) => engine.recommend(request as RecommendRequest),
    ),
    route(
      '/decisions',
      {
        summary: 'Whether, when and how a person may get a campaign',
        returns: decisionsAnswer,
        gives: { 404: 'No campaign of this name.' },
      },
      decisions,
      (request) => engine.decide(request),
    ),
    route(
      '/feedback',
      {
        summary: 'What a person says about a pick',
        returns: success,
        gives: { 403: 'The person does not agree to it, or has withdrawn.' },
      },
      feedback,
      async (said) => {
        await engine.feedback(said);
        return { success: true };
      },
    ),
  ];
}

type About = Pick<Operation, 'summary' | 'returns' | 'gives'>;

const gives = {
  ...trouble,
  200: 'The answer.',
  400: 'Not what it must be. `field` says where.',
  401: 'No secret key that is known.',
  413: 'More than a megabyte.',
  415: 'Encoded otherwise than by gzip.',
  429: 'Too many requests with this key. `Retry-After` says when to come again.',
};
