import { rules } from '@sintonia/rules';
import { DAY, type FitContext, type Segmenter, type Signal } from '@sintonia/spec';
import { fitContext, generateCustomers, seededRandom } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { NOW } from '../asking.fixture.js';
import { LookAlikeSegmenter } from '../look-alike/look-alike-segmenter.js';
import { churnSegmenter } from '../predict/classify/churn.js';
import { propensitySegmenter } from '../predict/classify/propensity.js';
import { CustomerValueSegmenter } from '../predict/customer-value/customer-value-segmenter.js';
import { RfmSegmenter } from '../rfm/rfm-segmenter.js';

const { performed, rule } = rules();
const bought = ['Order Completed', 'Order Refunded'];

/** A shop with all sorts of signals among the orders. */
const shop = generateCustomers({ people: 400, now: NOW });
const random = seededRandom(3);
const signals = shop.signals
  .flatMap((signal): Signal[] => {
    const timestamp = signal.timestamp - Math.floor(random() * DAY);
    const type = ['Page Viewed', 'Product Viewed', 'Order Refunded', 'Signed Up'][Math.floor(4 * random())] as string;
    return [signal, { ...signal, id: `${signal.id} beside`, type, timestamp, value: 1 }];
  })
  .sort((one, other) => one.timestamp - other.timestamp);
const context = fitContext({ now: NOW, signals, profiles: shop.profiles });

const features = {
  signals: ['Product Viewed', 'Order Completed'],
  windows: ['90d'],
  recipe: 'logistic',
  minimumPeople: 50,
  minimumPositives: 10,
} as const;
const regulars = shop.profiles.filter(({ counts }) => (counts['Order Completed'] ?? 0) > 4).map(({ person }) => person);
const learners: Record<string, { create: () => Segmenter; types: readonly string[] }> = {
  rfm: { create: () => new RfmSegmenter(), types: bought },
  'customer value': { create: () => new CustomerValueSegmenter({ minimumRepeatBuyers: 10 }), types: bought },
  propensity: {
    create: () => propensitySegmenter({ ...features, goal: performed('Signed Up'), within: '60d' }),
    types: [...features.signals, 'Signed Up'],
  },
  churn: {
    create: () => churnSegmenter({ ...features, activity: performed('Order Completed'), within: '60d' }),
    types: [...features.signals, 'Order Completed'],
  },
  'look-alikes of a rule': {
    create: () => new LookAlikeSegmenter({ seed: rule(performed('Order Refunded').atLeast(2)), minimumSeed: 20 }),
    types: ['Order Refunded'],
  },
  'look-alikes of a list': {
    create: () => new LookAlikeSegmenter({ seed: { userIds: regulars }, minimumSeed: 20 }),
    types: [],
  },
};

describe.each(Object.entries(learners))('%s', (_, { create, types }) => {
  it('reads the signals of the types that it needs, and learns what it would from all', async () => {
    const asked: unknown[] = [];
    const exact: FitContext = {
      ...context,
      signals(query) {
        asked.push(query?.types);
        return context.signals(query);
      },
    };
    const all: FitContext = { ...context, signals: () => context.signals() };
    const [one, other] = [create(), create()];
    const report = await one.fit?.(exact);
    expect(asked).toEqual([types]);
    expect(report).toMatchObject({ outcome: 'fitted' });
    expect(await other.fit?.(all)).toEqual(report);
    expect(await other.snapshot?.()).toEqual(await one.snapshot?.());
  });
});
