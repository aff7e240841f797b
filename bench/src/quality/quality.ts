import {
  AutoRecommender,
  EaseRecommender,
  FactorsRecommender,
  ItemListsRecommender,
  PopularRecommender,
  SpectralRecommender,
} from '@sintonia/recommenders';
import { type Interaction, isSintoniaError, type Recommender } from '@sintonia/spec';
import { measureQuality } from './measure-quality.js';
import { type QualityModel, readQualityArguments } from './quality-arguments.js';
import { readInteractions } from './read-interactions.js';

/** `npm run bench -- quality`. Figures, or a model's coded refusal, go to stdout, everything else to stderr. */
export async function quality(args: readonly string[]): Promise<number> {
  const asked = readQualityArguments(args);
  if ('usage' in asked) {
    console.error(asked.usage);
    return args.includes('--help') ? 0 : 2;
  }
  const { train, test, valid, model, json } = asked;
  const about = { suite: 'quality', model, train, test, ...(valid === undefined ? {} : { valid }) };
  const print = (result: object) => {
    if (json) console.log(JSON.stringify({ ...about, ...result }));
    else
      for (const [name, value] of Object.entries({ ...about, ...result }))
        console.log(`${name.padEnd(18)}${text(value)}`);
  };
  try {
    const recommender = recommenderOf(model, valid === undefined ? undefined : readInteractions(valid));
    const say = (progress: string) => console.error(`  ${model}: ${progress}`);
    print(await measureQuality(recommender, readInteractions(train), readInteractions(test), say));
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    print({ refused: error.code, message: error.message, details: error.details ?? {} });
  }
  return 0;
}

function recommenderOf(model: QualityModel, valid: readonly Interaction[] | undefined): Recommender {
  switch (model) {
    case 'auto':
      return new AutoRecommender(valid ? { holdOut: itemsByPerson(valid) } : {});
    case 'spectral':
      return new SpectralRecommender();
    case 'item-lists':
      return new ItemListsRecommender();
    case 'ease':
      return new EaseRecommender();
    case 'factors':
      return new FactorsRecommender();
    case 'popular':
      return new PopularRecommender();
  }
}

function itemsByPerson(interactions: readonly Interaction[]): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { person, itemId } of interactions) people.set(person, (people.get(person) ?? new Set()).add(itemId));
  return people;
}

function text(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
