import {
  bgNbd,
  fitGammaGamma,
  fitPurchaseModel,
  gammaGammaLogLikelihood,
  type PurchaseModel,
  paretoNbd,
} from '@sintonia/segmenters';
import { inTurn } from '../in-turn.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase } from '../suite.js';
import { cdnowSample, cdnowSummary, readCdnowHistories, readCdnowSpendings } from './cdnow.js';
import { nelderMead } from './nelder-mead.js';

interface Fit {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  readonly evaluations: number;
}

/** A fit beside what was published, and how long it takes beside a plain simplex on the same likelihood. */
interface Published {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood?: number;
  /** Purchases of one customer in 39 weeks: what is expected under some parameters, and what was published. */
  readonly ahead?: { expected(parameters: readonly number[]): number; readonly published: number };
  prepare(): { ours(): Promise<Fit | string>; logLikelihood(parameters: readonly number[]): number };
}

const purchases = (
  name: string,
  model: PurchaseModel,
  parameters: Published['parameters'],
  logLikelihood: number,
): Published => ({
  name,
  about: `${model.name} on CDNOW, beside what was published; fit time beside a plain Nelder–Mead`,
  reads: [cdnowSummary],
  parameters,
  logLikelihood,
  prepare() {
    const histories = readCdnowHistories();
    return {
      ours: () => fitPurchaseModel(model, histories),
      logLikelihood: (at) => model.logLikelihood(at, histories, new Float64Array(4)),
    };
  },
});

const all: readonly Published[] = [
  // Fader, Hardie & Lee 2005, table 2.
  {
    ...purchases('bgnbd', bgNbd, { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, -9582.43),
    ahead: {
      expected: (at) => bgNbd.expectedPurchases(at, { frequency: 2, recency: 30.43, age: 38.86 }, 39),
      published: 1.226,
    },
  },
  purchases('paretonbd', paretoNbd, { r: 0.5533, alpha: 10.578, s: 0.606, beta: 11.656 }, -9594.98),
  {
    name: 'gammagamma',
    about: 'gamma-gamma on the 946 of CDNOW who came back, beside what was published',
    reads: [cdnowSample],
    parameters: { p: 6.25, q: 3.744, v: 15.447 },
    prepare() {
      const spendings = readCdnowSpendings();
      return {
        ours: () => fitGammaGamma(spendings),
        logLikelihood: (at) => gammaGammaLogLikelihood(at, spendings, new Float64Array(3)),
      };
    },
  },
];

async function figuresOf(
  { name, parameters, logLikelihood, ahead, prepare }: Published,
  rounds: number,
): Promise<Figure[]> {
  const { ours, logLikelihood: likelihoodOf } = prepare();
  const names = Object.keys(parameters);
  const simplex = () => {
    const found = nelderMead(
      (point) => -likelihoodOf(point.map(Math.exp)),
      names.map(() => 0),
    );
    return { parameters: found.point.map(Math.exp), logLikelihood: -found.value, evaluations: found.evaluations };
  };
  const found = await ours();
  if (typeof found === 'string') throw new Error(`${name}: ${found}`);
  const plain = simplex();
  const [own = [], theirs = []] = await inTurn<() => unknown, number>([ours, simplex], rounds, async (fit) => {
    const start = performance.now();
    await fit();
    return performance.now() - start;
  });
  const figure = (metric: string, value: number, unit: string): Figure => ({
    case: `${name}/cdnow`,
    metric,
    value,
    unit,
  });
  const published = 'published';
  return [
    ...names.map((each, at) =>
      besidePeer(figure(each, found.parameters[at] as number, 'parameter'), published, parameters[each]),
    ),
    besidePeer(figure('logLikelihood', found.logLikelihood, 'nats'), published, logLikelihood),
    ...(ahead
      ? [
          besidePeer(
            figure('expected in 39 weeks', ahead.expected(found.parameters), 'orders'),
            published,
            ahead.published,
          ),
        ]
      : []),
    besidePeer(figure('fit', median(own), 'ms'), 'nelder-mead', median(theirs)),
    besidePeer(figure('evaluations', found.evaluations, 'likelihoods'), 'nelder-mead', plain.evaluations),
    figure('logLikelihood of nelder-mead', plain.logLikelihood, 'nats'),
  ];
}

export const publishedCases: readonly BenchCase[] = all.map((each) => ({
  name: each.name,
  about: each.about,
  reads: each.reads,
  run: ({ rounds }) => figuresOf(each, rounds),
}));
