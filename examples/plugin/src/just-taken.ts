import { type FitContext, type Plugin, type Recommender, type RecommenderRequest, SintoniaError } from '@sintonia/spec';

/** What was taken most recently, by anybody: the same list for everybody. */
export class JustTaken implements Recommender {
  readonly name = 'just-taken';
  readonly specVersion = 1;
  readonly impersonal = true;
  #newestFirst: readonly (readonly [itemId: string, at: number])[] = [];

  async fit({ interactions, abort }: FitContext) {
    const latest = new Map<string, number>();
    const people = new Set<string>();
    let count = 0;
    for await (const batch of interactions()) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      for (const { person, itemId, weight, timestamp } of batch) {
        if (weight > 0) latest.set(itemId, Math.max(timestamp, latest.get(itemId) ?? timestamp));
        people.add(person);
        count++;
      }
    }
    this.#newestFirst = [...latest].sort(([a, at], [b, bt]) => bt - at || (a < b ? -1 : 1));
    const outcome = count === 0 ? ('insufficientData' as const) : ('fitted' as const);
    return { people: people.size, items: latest.size, interactions: count, outcome };
  }

  recommend({ limit, allows }: RecommenderRequest) {
    return this.#newestFirst
      .filter(([itemId]) => allows(itemId))
      .slice(0, limit)
      .map(([itemId, at]) => ({ itemId, score: at, reasons: [{ kind: 'trending' as const, contribution: at }] }));
  }
}

/** For `createEngine({ plugins: [justTaken()] })`. */
export function justTaken(): Plugin {
  return { name: 'just-taken', specVersion: 1, recommenders: [new JustTaken()] };
}
