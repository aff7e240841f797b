import type { Candidate, Interaction, Item } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { AUDIO, hasSpotify, readSpotify, SPOTIFY_ABSENT } from '../attributes/spotify.fixture.js';
import { ContextsRecommender } from './contexts-recommender.js';

const NOW = Date.UTC(2026, 0, 1);
const number = (item: Item | undefined, name: string) => item?.attributes?.[name] as number;

describe('on 28,000 tracks', () => {
  const contexts = new ContextsRecommender(
    {
      'to relax': { targets: { energy: 'less', acousticness: 'more' } },
      'to celebrate': { targets: { energy: 'more', valence: 'more', danceability: 'more' } },
    },
    { attributes: Object.fromEntries([...AUDIO.map((name) => [name, 'number'] as const), ['genre', 'category']]) },
  );
  let tracks: ReadonlyMap<string, Item> = new Map();
  beforeAll(async () => {
    if (!hasSpotify) return;
    const items = readSpotify();
    tracks = new Map(items.map((item) => [item.itemId, item]));
    await contexts.fit(fitContext({ items, now: NOW }));
  }, 120_000);

  const listFor = (moment: string, history: readonly Interaction[] = []) =>
    contexts.recommend({
      ...{ person: 'ana', history, limit: 100, now: NOW, context: { moment } },
      allows: (itemId) => history.every((each) => each.itemId !== itemId),
    });
  const mean = (items: Iterable<Item | undefined>, name: string) => {
    const values = [...items].map((item) => number(item, name));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const meanOf = (list: readonly Candidate[], name: string) =>
    mean(
      list.map(({ itemId }) => tracks.get(itemId)),
      name,
    );
  const usual = (name: string) => mean(tracks.values(), name);

  it('relaxing lists are calm and acoustic, celebrating ones loud and glad', async (context) => {
    if (!hasSpotify) context.skip(SPOTIFY_ABSENT);
    const [relax, celebrate] = [await listFor('to relax'), await listFor('to celebrate')];
    expect(usual('energy')).toBeCloseTo(0.7, 1);
    expect(meanOf(relax, 'energy')).toBeLessThan(0.4);
    expect(meanOf(relax, 'acousticness')).toBeGreaterThan(0.6);
    for (const name of ['energy', 'valence', 'danceability']) {
      expect(meanOf(celebrate, name)).toBeGreaterThan(usual(name) + 0.1);
    }
  });

  it('who plays rap gets calm rap', async (context) => {
    if (!hasSpotify) context.skip(SPOTIFY_ABSENT);
    const rap = [...tracks.values()].filter(({ attributes }) => attributes?.genre === 'rap').slice(0, 20);
    const history = rap.map(({ itemId }) => ({
      ...{ person: 'ana', itemId, type: 'Content Played', weight: 1, timestamp: NOW },
    }));
    const share = (list: readonly Candidate[]) =>
      list.filter(({ itemId }) => tracks.get(itemId)?.attributes?.genre === 'rap').length / list.length;
    const [anybody, own] = [await listFor('to relax'), await listFor('to relax', history)];
    expect(share(own)).toBeGreaterThan(1.5 * share(anybody));
    expect(meanOf(own, 'energy')).toBeLessThan(usual('energy') - 0.15);
    expect(meanOf(own, 'acousticness')).toBeGreaterThan(2 * usual('acousticness'));
  });
});
