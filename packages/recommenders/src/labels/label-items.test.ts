import type { Item } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { hasSpotify, readSpotify, SPOTIFY_ABSENT } from '../attributes/spotify.fixture.js';
import { labelItems } from './label-items.js';
import type { LabelItemsOptions } from './label-options.js';

/** Calm ones are quiet and slow, wild ones are not. */
const tracks = (count: number): Item[] =>
  Array.from({ length: count }, (_, at) => {
    const calm = at % 2 === 0;
    const off = ((at * 37) % 100) / 1_000;
    return {
      itemId: `t${at}`,
      attributes: {
        energy: calm ? 0.2 + off : 0.7 + off,
        tempo: calm ? 80 + off : 140 - off,
        mood: calm ? 'calm' : 'wild',
      },
    };
  });
const unlabelled = (itemId: string, attributes: NonNullable<Item['attributes']>): Item => ({ itemId, attributes });
const options: LabelItemsOptions = {
  labelled: tracks(100),
  items: [],
  attributes: ['energy', 'tempo'],
  label: 'mood',
};
const within = (lists: Partial<LabelItemsOptions>) => labelItems({ ...options, ...lists });

describe('labels of the nearest', () => {
  it('come with how sure they are, and what they are worth', async () => {
    const items = [
      unlabelled('quiet', { energy: 0.21, tempo: 80, artist: 'x' }),
      unlabelled('loud', { energy: 0.8 }),
      unlabelled('unknown', { artist: 'y' }),
      unlabelled('odd', { energy: null, tempo: 'fast' }),
    ];
    const answer = await within({ items });
    expect(answer).toMatchObject({ outcome: 'labelled', accuracy: 1, tested: 20 });
    expect(answer.outcome === 'labelled' && answer.chance).toBeLessThan(0.8);
    expect(answer.outcome === 'labelled' && answer.items).toEqual([
      unlabelled('quiet', { energy: 0.21, tempo: 80, artist: 'x', mood: 'calm', moodConfidence: 1 }),
      unlabelled('loud', { energy: 0.8, mood: 'wild', moodConfidence: 1 }),
      items[2],
      items[3],
    ]);
    expect(await within({ items })).toEqual(answer);
  });

  it('are left out where too few agree', async () => {
    const items = [unlabelled('between', { energy: 0.47, tempo: 110 })];
    const answer = await within({ items, neighbours: 100, leastConfidence: 0.6 });
    expect(answer).toMatchObject({ items });
  });

  it('need enough to go by', async () => {
    expect(await within({ labelled: tracks(29) })).toEqual({ outcome: 'insufficientData', lacks: '30 labelled items' });
    const calm = tracks(100).filter((_, at) => at % 2 === 0);
    expect(await within({ labelled: calm })).toEqual({ outcome: 'insufficientData', lacks: '2 labels' });
    const names = tracks(600).map((item, at) => ({ ...item, attributes: { ...item.attributes, mood: `m${at}` } }));
    expect(await within({ labelled: names })).toMatchObject({ outcome: 'insufficientData' });
    const lost = tracks(100).map(({ itemId, attributes }) => unlabelled(itemId, { mood: attributes?.mood }));
    expect(await within({ labelled: lost })).toMatchObject({ outcome: 'insufficientData' });
  });

  it('stop when asked', async () => {
    await expect(within({ abort: AbortSignal.abort() })).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });
  });
});

it.each<[object, string, string]>([
  [{ labelled: 'x' }, 'OPTION_INVALID', 'labelled'],
  [{ labelled: Array(20_001) }, 'INPUT_TOO_LARGE', 'labelled'],
  [{ attributes: [] }, 'OPTION_INVALID', 'attributes'],
  [{ attributes: ['a', 'a'] }, 'OPTION_INVALID', 'attributes[1]'],
  [{ label: 'energy' }, 'OPTION_INVALID', 'label'],
  [{ label: '__proto__' }, 'OPTION_INVALID', 'label'],
  [{ neighbours: 0 }, 'OPTION_INVALID', 'neighbours'],
  [{ neighbors: 3 }, 'OPTION_INVALID', 'neighbors'],
])('refuses %o', async (wrong, code, field) => {
  await expect(within(wrong)).rejects.toMatchObject({ code: `SINTONIA_${code}`, field });
});

// Key, mode and length say nothing of a genre, and nearness takes all columns alike.
const SOUND = [
  'danceability',
  'energy',
  'speechiness',
  'acousticness',
  'instrumentalness',
  'valence',
  'tempo',
  'loudness',
];

it('tells the genre of a track by how it sounds, far above chance', { timeout: 120_000 }, async (context) => {
  if (!hasSpotify) context.skip(SPOTIFY_ABSENT);
  const some = readSpotify().filter((_, at) => at % 6 === 0);
  const answer = await labelItems({ labelled: some, items: some.slice(0, 5), attributes: SOUND, label: 'genre' });
  if (answer.outcome !== 'labelled') throw new Error(answer.lacks);
  expect(answer.chance).toBeLessThan(0.25);
  expect(answer.accuracy).toBeGreaterThan(2 * answer.chance);
});
