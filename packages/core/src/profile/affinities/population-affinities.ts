import { type FitContext, type FitReport, type Item, readNumber, readObject, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../../container/tokens.js';
import type { Settings } from '../../settings.js';
import { AttributeWeights } from './attribute-weights.js';

const VERSION = 1;
/** Of each attribute the values with the most weight are kept; of what is rarer than these nobody's share is worth a number. */
const MOST_VALUES = 10_000;

type Shares = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Learns which share of everybody's interest each value of an attribute has: a model, fitted and kept as any other. */
@injectable()
export class PopulationAffinities {
  readonly name = 'affinities';
  #shares: Shares = {};

  constructor(@inject(TOKENS.Settings) private readonly settings: Settings) {}

  get isNeeded(): boolean {
    return this.settings.affinities.length > 0;
  }

  /** 0 for what nobody is known to be interested in; undefined while nothing is known of the attribute. */
  shareOf(attribute: string, value: string): number | undefined {
    const shares = Object.hasOwn(this.#shares, attribute) ? this.#shares[attribute] : undefined;
    return shares && (Object.hasOwn(shares, value) ? shares[value] : 0);
  }

  /** @throws SINTONIA_ABORTED; what was learnt before then stays. */
  async fit({ items, interactions, abort, progress }: FitContext): Promise<FitReport> {
    const { affinities } = this.settings;
    const catalog = new Map<string, Item>();
    for await (const page of items()) for (const item of page) catalog.set(item.itemId, item);
    const weights = new AttributeWeights(affinities);
    const people = new Set<string>();
    let count = 0;
    for await (const page of interactions()) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      for (const interaction of page) {
        people.add(interaction.person);
        weights.add(interaction, catalog.get(interaction.itemId));
      }
      count += page.length;
    }
    const known = affinities.filter((attribute) => weights.total(attribute) > 0);
    this.#shares = Object.fromEntries(known.map((attribute) => [attribute, sharesIn(weights, attribute)]));
    progress(1);
    const outcome = known.length === 0 ? 'insufficientData' : 'fitted';
    return { people: people.size, items: catalog.size, interactions: count, outcome };
  }

  snapshot(): Uint8Array | undefined {
    if (Object.keys(this.#shares).length === 0) return undefined;
    return new TextEncoder().encode(JSON.stringify({ version: VERSION, shares: this.#shares }));
  }

  /** @throws SINTONIA_SNAPSHOT_INVALID */
  restore(bytes: Uint8Array): void {
    this.#shares = readShares(bytes);
  }
}

function sharesIn(weights: AttributeWeights, attribute: string): Readonly<Record<string, number>> {
  const total = weights.total(attribute);
  const values = [...weights.of(attribute)].filter(([, weight]) => weight > 0);
  const order = ([one, a]: [string, number], [other, b]: [string, number]) => b - a || (one < other ? -1 : 1);
  const kept = values.sort(order).slice(0, MOST_VALUES);
  return Object.fromEntries(kept.map(([value, weight]) => [value, weight / total]));
}

function readShares(bytes: Uint8Array): Shares {
  try {
    const { version, shares } = readObject(JSON.parse(new TextDecoder().decode(bytes)), 'snapshot');
    if (version !== VERSION) throw new RangeError('Of another version.');
    const read = (values: unknown) =>
      Object.entries(readObject(values, 'shares')).map(([value, share]) => [
        value,
        readNumber(share, 'share', { min: 0, max: 1 }),
      ]);
    return Object.fromEntries(
      Object.entries(readObject(shares, 'shares')).map(([attribute, values]) => [
        attribute,
        Object.fromEntries(read(values)),
      ]),
    );
  } catch (cause) {
    throw new SintoniaError('SNAPSHOT_INVALID', 'These are no shares of affinities.', { cause });
  }
}
