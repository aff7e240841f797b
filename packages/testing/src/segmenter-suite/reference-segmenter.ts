import { type Segmenter, SintoniaError } from '@sintonia/spec';
import { sealJson, unsealJson } from '../sealed-json.js';

type Ability = 'fit' | 'predict' | 'snapshot' | 'restore';

/** Who ordered at least as often as the one in the middle is a regular, and the more, the surer. The suite plants bugs in it to see itself fail. */
export function referenceSegmenter(): Segmenter & Required<Pick<Segmenter, Ability>> {
  let middle: number | undefined;
  return {
    name: 'reference',
    specVersion: 1,
    segments: ['regular', 'occasional'],
    assign({ profile }) {
      const orders = profile.counts['Order Completed'] ?? 0;
      if (middle === undefined || orders === 0) return [];
      const segment = orders >= middle ? 'regular' : 'occasional';
      return [{ segment, confidence: 1, reasons: [{ measure: 'frequency', value: orders, unit: 'orders' }] }];
    },
    predict({ profile }) {
      if (middle === undefined) return [{ name: 'regularity', outcome: 'insufficientData', lacks: '10 buyers' }];
      const orders = profile.counts['Order Completed'] ?? 0;
      return [{ name: 'regularity', outcome: 'predicted', value: orders / (orders + middle), unit: 'probability' }];
    },
    async fit({ profiles, abort, progress }) {
      const orders: number[] = [];
      for await (const batch of profiles()) {
        for (const { counts } of batch) if (counts['Order Completed']) orders.push(counts['Order Completed']);
      }
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      orders.sort((a, b) => a - b);
      middle = orders.length >= 10 ? orders[Math.floor(orders.length / 2)] : undefined;
      progress(1);
      const outcome = middle === undefined ? 'insufficientData' : 'fitted';
      return { people: orders.length, items: 0, interactions: 0, outcome };
    },
    snapshot: () => (middle === undefined ? undefined : sealJson({ middle })),
    restore(bytes) {
      middle = (unsealJson(bytes) as { middle: number }).middle;
    },
  };
}
