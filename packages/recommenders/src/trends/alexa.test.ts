import { DAY, type Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { alexaReviews, review } from './alexa.fixture.js';
import { shuffled } from './shuffled.fixture.js';
import { TrendsRecommender } from './trends-recommender.js';

const reviews = alexaReviews();
const skipped = reviews ? 'real reviews' : 'real reviews (the data set reviews-alexa is not on this machine)';
/** Before, in and after the flood of reviews of the last days. */
const MOMENTS = ['2018-07-10', '2018-07-22', '2018-07-29', '2018-08-01'];

async function rising(signals: readonly Signal[], date: string) {
  const trends = new TrendsRecommender();
  const report = await trends.fit(fitContext({ now: Date.parse(date), signals }));
  return { trends, report, terms: trends.rising({ limit: 1_000 }).map((rise) => rise.kind === 'term' && rise.term) };
}

/** Thirty more reviews with a word that nobody ever wrote. */
const planted = (authors: number, days: number, end: number) =>
  Array.from({ length: 30 }, (_, at) =>
    review(
      `planted-${at}`,
      `planter-${at % authors}`,
      end - ((at % days) + 0.5) * DAY,
      'My zorblax is great',
      'Echo Dot',
    ),
  );

describe.skipIf(!reviews)(skipped, () => {
  it.each(MOMENTS)(
    'on %s, a word of fifteen authors in two days rises, and brings the item they wrote it of',
    async (date) => {
      const end = Date.parse(date);
      const { trends } = await rising([...(reviews ?? []), ...planted(15, 2, end)], date);
      const rise = trends.rising().find((each) => each.kind === 'term' && each.term === 'zorblax');
      expect(rise).toMatchObject({ people: 15 });
      expect(rise?.since).toBeGreaterThanOrEqual(end - 2 * DAY);
      expect(rise?.expected).toBeLessThan(1);
      expect(rise?.sentiment).toBeGreaterThan(0.5);
      const list = trends.recommend({ person: 'ana', history: [], limit: 10, now: end, allows: () => true });
      const dot = list.find(({ itemId }) => itemId === 'Echo Dot');
      expect(dot?.reasons).toContainEqual(expect.objectContaining({ kind: 'trending', term: 'zorblax' }));
    },
  );

  it.each(MOMENTS)('on %s, neither the same word of five authors nor of fifteen over two months does', async (date) => {
    const end = Date.parse(date);
    for (const [authors, days] of [
      [5, 2],
      [15, 60],
    ] as const) {
      const { terms } = await rising([...(reviews ?? []), ...planted(authors, days, end)], date);
      expect(terms).not.toContain('zorblax');
    }
  });

  it('with shuffled dates nothing rises', async () => {
    for (const date of MOMENTS) {
      for (let seed = 1; seed <= 3; seed++) {
        const { terms, report } = await rising(shuffled(reviews ?? [], seed), date);
        expect(report.details?.looked).toBeGreaterThan(50);
        expect(terms).toEqual([]);
      }
    }
  });

  it('finds what was: Amazon’s Prime Day, and the first reviews of the Fire TV Stick', async () => {
    expect((await rising(reviews ?? [], '2018-07-22')).terms).toContain('prime');
    const { terms } = await rising(reviews ?? [], '2018-08-01');
    expect(terms.sort()).toEqual(['fire', 'stick']);
  });

  it('says that it cannot tell where there is no past', async () => {
    const lastDays = (reviews ?? []).filter(({ timestamp }) => timestamp > Date.parse('2018-07-20'));
    const { report, terms } = await rising(lastDays, '2018-08-01');
    expect(report.outcome).toBe('insufficientData');
    expect(terms).toEqual([]);
  });
});
