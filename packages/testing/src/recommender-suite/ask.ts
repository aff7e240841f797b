import type { Candidate, FitContext, Interaction, Item, Recommender, RecommenderRequest } from '@sintonia/spec';
import { fitContext } from '../fit-context.js';
import { generateInteractions } from '../generate-interactions.js';
import { NOW } from './checkerboard.js';

/** Interactions as of a small shop. */
export const shop: readonly Interaction[] = [...generateInteractions({ seed: 7, now: NOW })];

export const shopPeople = [...new Set(shop.map(({ person }) => person))].sort();

/** What a person did, newest first. */
export function historyOf(person: string): readonly Interaction[] {
  return shop.filter((interaction) => interaction.person === person).reverse();
}

/** Asks as the engine would, by default for what the person has not taken yet. */
export async function ask(
  recommender: Recommender,
  request: Partial<RecommenderRequest> & Pick<RecommenderRequest, 'history'>,
): Promise<readonly Candidate[]> {
  const taken = new Set(request.history.map(({ itemId }) => itemId));
  return recommender.recommend({
    person: request.history[0]?.person ?? 'nobody',
    limit: 10,
    allows: (itemId) => !taken.has(itemId),
    now: NOW,
    ...request,
  });
}

/** The answers to a number of people of the shop. */
export async function answers(recommender: Recommender, limit = 10): Promise<readonly (readonly Candidate[])[]> {
  const lists: (readonly Candidate[])[] = [];
  for (const person of shopPeople.slice(0, 25))
    lists.push(await ask(recommender, { history: historyOf(person), limit }));
  return lists;
}

/** An item as recommenders that go by what items are need it: of a colour, as on the checkerboard, and of a group, as in the shop. */
function itemOf(itemId: string): Item {
  const number = Number(/\d+$/.exec(itemId)?.[0] ?? 0);
  const [colour, group] = [
    ['white', 'black'][number % 2] as string,
    ['cup', 'lamp', 'chair', 'rug'][number % 4] as string,
  ];
  return { itemId, title: `A ${colour} ${group}`, attributes: { colour, group } };
}

export function contextOf(interactions: readonly Interaction[], batch = 100): FitContext {
  const items = [...new Set(interactions.map(({ itemId }) => itemId))].sort().map(itemOf);
  return fitContext({ now: NOW, interactions, items, batch });
}

/** A recommender that has learnt from the shop, or from other interactions. One that learns nothing comes as it is. */
export async function fitted(
  create: () => Promise<Recommender>,
  interactions: readonly Interaction[] = shop,
): Promise<Recommender> {
  const recommender = await create();
  await recommender.fit?.(contextOf(interactions));
  return recommender;
}
