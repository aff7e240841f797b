import { DAY, type Interaction } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { AutoRecommender } from './auto-recommender.js';

const timed = [...generateInteractions({ people: 80, items: 40, count: 1_500, negative: 0 })];
const timeless = timed.map((each) => ({ ...each, timestamp: 0 }));

async function report(interactions: readonly Interaction[], options = {}) {
  const recommender = new AutoRecommender(options);
  const { details } = await recommender.fit(fitContext({ interactions }));
  return { recommender, details: details as Record<string, never> & { trials: Record<string, unknown>[] } };
}

describe('auto', () => {
  it('says what it tried, how that did, and what it chose', async () => {
    const { details } = await report(timeless);
    const best = details.trials.toSorted((a, b) => (b.score as number) - (a.score as number))[0];
    expect(details.trials.length).toBeGreaterThan(5);
    expect(details.trials.every(({ score }) => (score as number) > 0)).toBe(true);
    expect(details).toMatchObject({ slice: { kind: 'random' }, family: expect.any(String) });
    const chosen = details.trials.find(
      ({ family, settings }) =>
        family === details.family && JSON.stringify(settings) === JSON.stringify(details.settings),
    );
    expect((chosen?.score as number) * 1.03).toBeGreaterThanOrEqual(best?.score as number);
  });

  it('chooses by the latest where there are times, and then tries exponents, too', async () => {
    const { details } = await report(timed);
    expect(details.slice).toMatchObject({ kind: 'temporal' });
    expect(details.trials.length).toBeGreaterThan((await report(timeless)).details.trials.length);
  });

  it('chooses by the last of each person where each came but once', async () => {
    const people = [...new Set(timed.map(({ person }) => person))];
    const once = timed.map((each, index) => ({
      ...each,
      timestamp: people.indexOf(each.person) * 100 * DAY + (index % 7),
    }));
    expect((await report(once)).details.slice).toMatchObject({ kind: 'last' });
  });

  it('chooses by what it is given, which it does not learn from before', async () => {
    const holdOut = new Map([['person-0', new Set(['item-0', 'item-4'])]]);
    expect((await report(timeless, { holdOut })).details.slice).toEqual({ kind: 'given', people: 1 });
  });

  it('keeps to its budget of work and memory, by estimates', async () => {
    const { recommender, details } = await report(timeless, { mostWork: 1e6 });
    expect(details.trials.some(({ notTriedFor }) => notTriedFor === 'work')).toBe(true);
    expect(recommender.estimate({ people: 80, items: 40, interactions: 1_500 }).work).toBeLessThanOrEqual(1e6);
  });

  it('refuses what not even item lists are possible for', async () => {
    const more = [...generateInteractions({ people: 80, items: 40, count: 20_000 })];
    await expect(report(more, { mostWork: 1e6 })).rejects.toMatchObject({
      code: 'SINTONIA_MODEL_TOO_LARGE',
      details: { mostWork: 1e6, trials: expect.any(Array) },
    });
  });

  it.each([
    ['mostWork', 0],
    ['mostBytes', Number.NaN],
    ['holdOut', []],
  ])('refuses %s: %s', (field, value) => {
    expect(() => new AutoRecommender({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
