import { describe, expect, it } from 'vitest';
import { suites } from './suites.js';

const tiny = { people: 6, items: 8, signals: 40, rounds: 1, seconds: 0.01 };

describe.each(suites.map((suite) => [suite.name, suite] as const))('%s', (_, suite) => {
  // What reads large files is tested on small ones beside its code.
  const cases = suite.cases.filter(({ reads = [] }) => reads.length === 0);
  it.each(cases.map((each) => [each.name, each] as const))(
    '%s measures something',
    async (name, each) => {
      const figures = await each.run(tiny, () => {});
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) {
        expect(figure).toMatchObject({
          case: expect.stringMatching(new RegExp(`^${name}(/|$)`)),
          value: expect.any(Number),
          unit: expect.stringMatching(/./),
        });
        expect(figure.value).toBeGreaterThanOrEqual(0);
        expect(figure.value).toBeLessThan(Number.POSITIVE_INFINITY);
        // What took no memory at all has no ratio.
        if (figure.peerValue) expect(figure.ratio).toBeCloseTo(figure.value / (figure.peerValue as number));
      }
      // Some start processes of their own, which a busy machine takes its time for.
    },
    60_000,
  );
});
