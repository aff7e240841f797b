import { DAY, type Interaction, type Profile, type SegmenterRequest, type Signal } from '@sintonia/spec';
import { seededRandom } from './seeded-random.js';

export interface GenerateCustomersOptions {
  /** Default: 1. */
  readonly seed?: number;
  /** Default: 100. */
  readonly people?: number;
  /** The last moment, in milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  readonly now?: number;
}

/** What a shop knows about its customers. */
export interface Customers {
  readonly profiles: readonly Profile[];
  /** In the order of time. */
  readonly signals: readonly Signal[];
  readonly interactions: readonly Interaction[];
  /** What a segmenter is asked about each, beside `profiles`. */
  readonly requests: readonly SegmenterRequest[];
}

/** Made-up customers of all kinds: some order often, some once, some long ago, and every tenth only looks. */
export function generateCustomers(options: GenerateCustomersOptions = {}): Customers {
  const { seed = 1, people = 100, now = Date.UTC(2026, 0, 1) } = options;
  const random = seededRandom(seed);
  const signals: Signal[] = [];
  for (let index = 0; index < people; index++) {
    const person = `customer-${index}`;
    const buys = index % 10 !== 9;
    const count = 1 + Math.floor(12 * random() ** 3);
    const lastly = now - Math.floor(300 * DAY * random() ** 2);
    // Some come every other day, some once in months.
    const pace = 60 * DAY * random() ** 3;
    let ago = 0;
    for (let step = 0; step < count; step++) {
      const timestamp = lastly - Math.floor(ago);
      ago += 2 * pace * random();
      const id = `${person}-${step}`;
      const envelope = { id, person, timestamp, receivedAt: timestamp, itemId: `item-${Math.floor(50 * random())}` };
      if (buys) {
        const value = Math.round(2_000 * random() ** 2 + 500) / 100;
        signals.push({ ...envelope, type: 'Order Completed', value, properties: { orderId: id } });
      } else {
        signals.push({ ...envelope, type: 'Product Viewed' });
      }
    }
  }
  signals.sort((a, b) => a.timestamp - b.timestamp);
  const interactions = signals.map(interactionOf);
  const profiles = Array.from({ length: people }, (_, index) => profileOf(`customer-${index}`, signals));
  const requests = profiles.map((profile) => ({
    profile,
    history: {
      signals: signals.filter(({ person }) => person === profile.person).reverse(),
      interactions: interactions.filter(({ person }) => person === profile.person).reverse(),
    },
    now,
  }));
  return { profiles, signals, interactions, requests };
}

function interactionOf({ person, itemId = '', type, timestamp }: Signal): Interaction {
  return { person, itemId, type, weight: type === 'Order Completed' ? 1 : 0.2, timestamp };
}

function profileOf(person: string, all: readonly Signal[]): Profile {
  const signals = all.filter((signal) => signal.person === person);
  const counts: Record<string, number> = {};
  for (const { type } of signals) counts[type] = (counts[type] ?? 0) + 1;
  const [first, last] = [signals[0], signals[signals.length - 1]];
  return {
    person,
    userId: person,
    anonymousIds: [],
    traits: {},
    ...(first && last ? { firstSeenAt: first.timestamp, lastSeenAt: last.timestamp } : {}),
    counts,
    revenue: signals.reduce((sum, { value = 0 }) => sum + value, 0),
    computed: {},
  };
}
