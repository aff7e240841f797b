import {
  assertKnownOptions,
  type Recommender,
  type RecommenderRequest,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';
import { readOption } from '../read-option.js';
import { alike, type WeightsByKind } from './blend-weights.js';

/** How much each source counts, by its name. Finite, from 0 up. */
export type SourceWeights = Readonly<Record<string, number>>;

/** What a segment may be told by. In learning weights, `memberships` are not known. */
export type BlendAsker = Pick<RecommenderRequest, 'history' | 'profile' | 'memberships' | 'context' | 'now'>;

export interface BlendOptions {
  /**
   * `reciprocalRank` goes by places alone, weight / (rankConstant + place) (Cormack, Clarke & Büttcher, 2009); `weighted` by
   * scores, each source's from 0 for its last candidate to 1 for its first. Default: `reciprocalRank`.
   */
  readonly method?: 'reciprocalRank' | 'weighted';
  /**
   * `learned`: from what people took last, at every fit, apart for items that nobody took yet. Default: 1 for each; names that are left out count 1,
   * too.
   */
  readonly weights?: 'learned' | SourceWeights;
  /** Which weights somebody gets: those of a segment, or the common ones where it says nothing. Pure. */
  readonly segmentOf?: (asker: BlendAsker) => string | undefined;
  /** Weights by segment. Learned ones where `weights` is `learned` and nothing is given. */
  readonly segmentWeights?: Readonly<Record<string, SourceWeights>>;
  /** What `segmentOf` wants to know of who asks. Default: nothing. */
  readonly needs?: Recommender['needs'];
  /** How slowly places lose worth. 1 to 1,000. Default: 60. */
  readonly rankConstant?: number;
  /** How many candidates each source is asked for, for each place of the list, and never fewer than 100. 1 to 100. Default: 5. */
  readonly depth?: number;
  /** Is told of a source that failed; the others answer without it. Default: a warning of the process. */
  readonly onError?: (source: string, error: unknown) => void;
}

export interface BlendSettings {
  readonly method: 'reciprocalRank' | 'weighted';
  /** Undefined: learned. */
  readonly weights: SourceWeights | undefined;
  readonly segmentOf: (asker: BlendAsker) => string | undefined;
  readonly segmentWeights: ReadonlyMap<string, WeightsByKind>;
  readonly needs: NonNullable<Recommender['needs']>;
  readonly rankConstant: number;
  readonly depth: number;
  readonly onError: (source: string, error: unknown) => void;
}

const OPTIONS = ['method', 'weights', 'segmentOf', 'segmentWeights', 'needs', 'rankConstant', 'depth', 'onError'];

/** @param names of the sources. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readBlendOptions(options: BlendOptions, names: readonly string[]): BlendSettings {
  assertKnownOptions(options, OPTIONS);
  const { weights = {}, segmentWeights = {} } = options;
  for (const name of ['segmentOf', 'onError'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') throw invalid(name, 'must be a function');
  }
  assertKnownOptions(segmentWeights, Object.keys(segmentWeights), 'segmentWeights');
  return {
    method: readMethod(options.method ?? 'reciprocalRank'),
    weights: weights === 'learned' ? undefined : readWeights(weights, names, 'weights'),
    segmentOf: options.segmentOf ?? (() => undefined),
    segmentWeights: new Map(
      Object.entries(segmentWeights).map(([segment, each]) => [
        segment,
        alike(readWeights(each, names, `segmentWeights.${segment}`)),
      ]),
    ),
    needs: options.needs ?? [],
    rankConstant: readOption(options, 'rankConstant', 60, { min: 1, max: 1_000 }),
    depth: readOption(options, 'depth', 5, { min: 1, max: 100 }),
    onError: options.onError ?? warn,
  };
}

function readMethod(method: string): BlendSettings['method'] {
  try {
    return readOneOf(method, 'method', ['reciprocalRank', 'weighted']);
  } catch (cause) {
    throw new SintoniaError('OPTION_INVALID', (cause as Error).message, { field: 'method', cause });
  }
}

function readWeights(weights: SourceWeights, names: readonly string[], field: string): SourceWeights {
  assertKnownOptions(weights, names, field);
  for (const [name, weight] of Object.entries(weights)) {
    if (!(Number.isFinite(weight) && weight >= 0)) throw invalid(`${field}.${name}`, 'must be a number from 0 up');
  }
  return { ...weights };
}

function warn(source: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  process.emitWarning(
    `The source ${source} of a blend failed (${kind}); the others answer without it.`,
    'SintoniaBlend',
  );
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
