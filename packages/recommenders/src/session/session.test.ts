import { type Interaction, MINUTE } from '@sintonia/spec';
import { fitContext, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionRecommender } from './session-recommender.js';

recommenderSuite('sessions', {
  create: () => new SessionRecommender({ gapMinutes: 1e6, length: 100, stepBack: 1, halfLifeDays: Infinity }),
});

const START = Date.UTC(2025, 0);
const NOW = START + 1_000 * MINUTE;

/** What somebody did, a letter a minute; a dot is an hour of nothing, a capital what they turned down. */
function visit(person: string, letters: string): Interaction[] {
  let minute = 0;
  return [...letters].flatMap((letter) => {
    minute += letter === '.' ? 60 : 1;
    if (letter === '.') return [];
    const itemId = letter.toLowerCase();
    const weight = letter === itemId ? 1 : -1;
    return [{ person, itemId, type: 'Product Viewed', weight, timestamp: START + minute * MINUTE }];
  });
}

const plain = { backward: 0, seedExponent: 0, halfLifeDays: Infinity, stepBack: 0.5 };

async function after(visits: readonly string[], now: string, options = {}) {
  const recommender = new SessionRecommender({ ...plain, ...options });
  await recommender.fit(fitContext({ interactions: visits.flatMap((each, at) => visit(`p${at}`, each)), now: NOW }));
  const history = visit('ana', now).reverse();
  const list = recommender.recommend({ person: 'ana', history, limit: 9, allows: (id) => !now.includes(id), now: NOW });
  return list.map(({ itemId, score }) => [itemId, Number(score.toFixed(3))]);
}

describe('what comes next', () => {
  it('is what came after, the nearer the better', async () => {
    expect(await after(['abc', 'ab'], 'a')).toEqual([
      ['b', 2],
      ['c', 0.5],
    ]);
    expect(await after(['abc'], 'c')).toEqual([]);
    expect(await after(['abc'], 'c', { backward: 0.5 })).toEqual([
      ['b', 0.5],
      ['a', 0.25],
    ]);
  });

  it('heeds the last action most, and what was done twice in a row once', async () => {
    expect(await after(['ax', 'by'], 'ab')).toEqual([
      ['y', 1],
      ['x', 0.5],
    ]);
    expect(await after(['aax', 'bby'], 'abb')).toEqual([
      ['y', 1],
      ['x', 0.5],
    ]);
  });

  it('knows where a session ends', async () => {
    expect(await after(['a.b', 'ac'], 'a')).toEqual([['c', 1]]);
    expect(await after(['ax', 'by'], 'a.b')).toEqual([['y', 1]]);
  });

  it('leaves out what was turned down', async () => {
    expect(await after(['aBc'], 'a')).toEqual([['c', 1]]);
    expect(await after(['ax', 'by'], 'abB')).toEqual([['x', 1]]);
  });

  it('is the same in whatever order people are read', async () => {
    const visits = fc.array(fc.stringMatching(/^[a-f.]{1,12}$/), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(visits, fc.nat(5), async (all, turn) => {
        const pages = all.map((each, at) => visit(`p${at}`, each));
        const snapshotOf = async (interactions: Interaction[]) => {
          const recommender = new SessionRecommender();
          await recommender.fit(fitContext({ interactions, now: NOW }));
          return recommender.snapshot();
        };
        const turned = [...pages.slice(turn), ...pages.slice(0, turn)];
        expect(await snapshotOf(turned.flat())).toEqual(await snapshotOf(pages.flat()));
      }),
      { numRuns: 30 },
    );
  });
});
