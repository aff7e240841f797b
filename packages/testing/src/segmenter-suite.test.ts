import type { Membership, Segmenter } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { fakeSegmenter } from './fake-segmenter.js';
import { referenceSegmenter } from './segmenter-suite/reference-segmenter.js';
import { segmenterLaws, segmenterSuite } from './segmenter-suite.js';

segmenterSuite('the reference segmenter', { create: referenceSegmenter });
segmenterSuite('the fake segmenter', { create: () => fakeSegmenter() });

type Right = ReturnType<typeof referenceSegmenter>;
type Assigned = Omit<Membership, 'segmenter'>;

const changing =
  (change: (membership: Assigned) => Assigned) =>
  (right: Right): Partial<Segmenter> => ({
    assign: (request) => right.assign(request).map(change),
  });

/** Segmenters with one bug each, and the laws that must notice, among others. */
const planted: Record<string, { change: (right: Right) => Partial<Segmenter>; noticed: readonly RegExp[] }> = {
  'makes up segments': {
    change: changing((membership) => ({ ...membership, segment: 'surprise' })),
    noticed: [/only segments that it names/],
  },
  'gives percentages': {
    change: changing((membership) => ({ ...membership, confidence: 100 })),
    noticed: [/confidence/],
  },
  'does not say why': {
    change: changing((membership) => ({ ...membership, reasons: [] })),
    noticed: [/has a reason/],
  },
  'has a memory': {
    change: (right) => {
      let asked = 0;
      return { assign: (request) => (asked++ > 200 ? [] : right.assign(request)) };
    },
    noticed: [/same question/],
  },
  'guesses with too little data': {
    change: (right) => ({
      assign: () => [{ segment: 'regular', confidence: 0.5, reasons: [{ measure: 'luck', value: right.name }] }],
    }),
    noticed: [/unfitted/, /from nobody/, /three people/],
  },
  'predicts before it has learnt': {
    change: () => ({ predict: () => [{ name: 'regularity', outcome: 'predicted', value: 0.5, unit: 'probability' }] }),
    noticed: [/nothing is predicted before/],
  },
  'predicts percentages': {
    change: () => ({ predict: () => [{ name: 'regularity', outcome: 'predicted', value: 50, unit: 'probability' }] }),
    noticed: [/finite number with its unit/],
  },
  'predicts of known people only': {
    change: (right) => ({
      predict: (request) => (request.history.signals.length > 0 ? right.predict(request) : []),
    }),
    noticed: [/same is predicted of everybody/],
  },
  'guesses anew each time': {
    change: () => {
      let asked = 0;
      return { predict: () => [{ name: 'luck', outcome: 'predicted', value: asked++, unit: 'orders' }] };
    },
    noticed: [/asked again/],
  },
  'ignores that it is aborted': {
    change: (right) => ({ fit: (context) => right.fit({ ...context, abort: new AbortController().signal }) }),
    noticed: [/aborted fit/],
  },
  'trusts any snapshot': {
    change: (right) => ({
      restore(bytes) {
        try {
          right.restore(bytes);
        } catch {
          // As if nothing had happened.
        }
      },
    }),
    noticed: [/damaged or foreign/],
  },
};

describe('segmenterSuite notices', () => {
  for (const [bug, { change, noticed }] of Object.entries(planted)) {
    it.each(noticed)(`a segmenter that ${bug}: %s`, async (pattern) => {
      const found = segmenterLaws.filter(({ law }) => pattern.test(law));
      expect(found).toHaveLength(1);
      const create = async (): Promise<Segmenter> => {
        const right = referenceSegmenter();
        return { ...right, ...change(right) };
      };
      await expect(found[0]?.check(create)).rejects.toThrow();
    });
  }
});
