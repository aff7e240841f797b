import { expect } from 'vitest';
import { everybody, fitted, NOW, shop, stranger } from './ask.js';
import type { SegmenterLaw } from './law.js';

/** What every membership looks like. */
export const membershipLaws: readonly SegmenterLaw[] = [
  {
    law: 'every segment has its own name',
    async check(create) {
      const { segments } = await create();
      expect(segments.length).toBeGreaterThan(0);
      expect(new Set(segments).size).toBe(segments.length);
      expect(segments.filter((segment) => segment.trim() === '')).toEqual([]);
    },
  },
  {
    law: 'only segments that it names are assigned, none twice to one person',
    async check(create) {
      const segmenter = await fitted(create);
      for (const memberships of everybody(segmenter)) {
        const names = memberships.map(({ segment }) => segment);
        expect(names.filter((name) => !segmenter.segments.includes(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
      }
    },
  },
  {
    law: 'confidence is a number from 0 to 1',
    async check(create) {
      for (const { confidence } of everybody(await fitted(create)).flat()) {
        expect(confidence >= 0 && confidence <= 1, `the confidence of ${confidence}`).toBe(true);
      }
    },
  },
  {
    law: 'every membership has a reason that names what was measured, and no measure is NaN or infinite',
    async check(create) {
      for (const { segment, reasons } of everybody(await fitted(create)).flat()) {
        expect(reasons.length, `reasons of ${segment}`).toBeGreaterThan(0);
        for (const { measure, value } of reasons) {
          expect(measure).not.toBe('');
          expect(typeof value !== 'number' || Number.isFinite(value), `${measure} of ${value}`).toBe(true);
        }
      }
    },
  },
  {
    law: 'the same question gets the same answer, and it is left alone',
    async check(create) {
      const segmenter = await fitted(create);
      const first = structuredClone(everybody(segmenter));
      const frozen = shop.requests.map(({ profile, history, now }) => ({
        profile: Object.freeze(structuredClone(profile)),
        history: Object.freeze({
          signals: Object.freeze([...history.signals]),
          interactions: Object.freeze([...history.interactions]),
        }),
        now,
      }));
      expect(frozen.map((request) => segmenter.assign(request))).toEqual(first);
    },
  },
  {
    law: 'somebody of whom nothing is known, or whose signals lie in the future, is no error',
    async check(create) {
      const segmenter = await fitted(create);
      expect(segmenter.assign(stranger)).toBeInstanceOf(Array);
      const early = shop.requests.map((request) => segmenter.assign({ ...request, now: NOW - 1e12 }));
      for (const { value } of early.flat().flatMap(({ reasons }) => reasons)) expect(value).not.toBeNaN();
    },
  },
];
