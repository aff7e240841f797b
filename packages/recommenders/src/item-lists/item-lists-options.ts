import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';

/**
 * A published way to weigh, by name:
 * - `cosine`: Deshpande & Karypis, *Item-based top-N recommendation algorithms* (2004); r = 0, p = q = ½.
 * - `rp3beta`: Paudel et al., *Updatable, accurate, diverse and scalable recommendations* (2017); r = p = 1, q = β = 0.6.
 * - `bm25`: Robertson & Zaragoza, *The probabilistic relevance framework* (2009), as in the library *implicit*: K1 = 100, B = 0.8.
 */
export type ItemListsPreset = 'cosine' | 'rp3beta' | 'bm25';

/** How item lists are built and read. */
export interface ItemListsOptions {
  /** Exponents as published, without half-life and row sums. Whatever is given beside it goes before. Default: none. */
  readonly preset?: ItemListsPreset;
  /** K: how many neighbours an item keeps. 1 to 10,000. Default: 500. */
  readonly listLength?: number;
  /** r: how much less a person with many items says about each. 0 to 2. Default: 1. */
  readonly personExponent?: number;
  /** p: how much less a popular item of the person's own brings in. 0 to 2. Default: 0.65. */
  readonly seedExponent?: number;
  /** q: how much a popular item is held back as a candidate. 0 to 2. Default: 0.22. */
  readonly neighbourExponent?: number;
  /** Whether each list is divided by its sum, so that every item of the person's own has the same say. Default: false. */
  readonly equalSay?: boolean;
  /** Days after which a person's taking an item speaks half as much for it. Above 0, may be `Infinity`. Default: 90. */
  readonly halfLifeDays?: number;
  /**
   * However long ago, it speaks at least so much, beside 1 for what was taken today: where what was learnt lies over many years, few
   * would speak for all otherwise. 0 to 1. Default: 0.1.
   */
  readonly leastRecency?: number;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /**
   * Whether `update` is wanted. The model then keeps what everybody did in memory until the next fit; no snapshot holds it.
   * Default: false.
   */
  readonly updatable?: boolean;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

export type ItemListsSettings = Required<Omit<ItemListsOptions, 'preset'>> & { readonly bm25: boolean };

type Weighing = Pick<
  ItemListsSettings,
  'personExponent' | 'seedExponent' | 'neighbourExponent' | 'equalSay' | 'halfLifeDays'
>;

const published = { equalSay: false, halfLifeDays: Infinity };

const presets: Readonly<Record<ItemListsPreset | 'ours', Weighing>> = {
  ours: { personExponent: 1, seedExponent: 0.65, neighbourExponent: 0.22, equalSay: false, halfLifeDays: 90 },
  cosine: { ...published, personExponent: 0, seedExponent: 0.5, neighbourExponent: 0.5 },
  rp3beta: { ...published, personExponent: 1, seedExponent: 1, neighbourExponent: 0.6 },
  bm25: { ...published, personExponent: 0, seedExponent: 0, neighbourExponent: 0 },
};

const OPTIONS: readonly (keyof ItemListsOptions)[] = [
  ...(['preset', 'listLength', 'personExponent', 'seedExponent', 'neighbourExponent', 'equalSay'] as const),
  ...(['halfLifeDays', 'leastRecency', 'negativeShare', 'personLimit', 'updatable'] as const),
];
const exponents = ['personExponent', 'seedExponent', 'neighbourExponent'] as const;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readItemListsOptions(options: ItemListsOptions): ItemListsSettings {
  assertKnownOptions(options, OPTIONS);
  const { preset = 'ours' } = options;
  const invalid = (field: keyof ItemListsOptions, must: string) =>
    new SintoniaError('OPTION_INVALID', `${field} must ${must}.`, { field });
  if (!Object.hasOwn(presets, preset) || options.preset === ('ours' as string)) {
    throw invalid('preset', 'be cosine, rp3beta or bm25');
  }
  const given = exponents.find((name) => options[name] !== undefined);
  if (preset === 'bm25' && given) throw invalid(given, 'not be given beside bm25, which has no exponents');
  const usual = presets[preset];
  const { equalSay = usual.equalSay } = options;
  if (typeof equalSay !== 'boolean') throw invalid('equalSay', 'be true or false');
  return {
    listLength: readOption(options, 'listLength', 500, { min: 1, max: 10_000, whole: true }),
    personExponent: readOption(options, 'personExponent', usual.personExponent, { min: 0, max: 2 }),
    seedExponent: readOption(options, 'seedExponent', usual.seedExponent, { min: 0, max: 2 }),
    neighbourExponent: readOption(options, 'neighbourExponent', usual.neighbourExponent, { min: 0, max: 2 }),
    equalSay,
    halfLifeDays: readOption(options, 'halfLifeDays', usual.halfLifeDays, { min: 0.01, max: Infinity }),
    leastRecency: readOption(options, 'leastRecency', 0.1, { min: 0, max: 1 }),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true }),
    updatable: options.updatable === true,
    bm25: preset === 'bm25',
  };
}
