import { AttributesRecommender } from '@sintonia/recommenders';
import type { Item } from '@sintonia/spec';
import { besidePeer, type Figure } from '../measurement.js';
import { median, quantile } from '../quantile.js';
import type { BenchCase } from '../suite.js';
import { itemsContext } from './items-context.js';
import { AUDIO, readTracks, type Track, tracksFile } from './read-tracks.js';

const PICKS = 10;
/** Asked evenly over the file: enough for a share to ±.003. */
const MOST_ASKED = 4_000;

/** By how it sounds alone: what else is of the same of 24 subgenres. The same track in another list does not count. */
export const spotify: BenchCase = {
  name: 'spotify',
  about:
    'tracks of the same subgenre among the ten most alike by audio features, beside cosine on the features as they are',
  reads: [tracksFile],
  async run({ people, rounds }, say) {
    const tracks = readTracks();
    const recommender = new AttributesRecommender({
      attributes: Object.fromEntries(AUDIO.map((name) => [name, 'number'])),
    });
    const fits: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`learning from ${tracks.length} tracks, round ${round} of ${rounds}`);
      const start = performance.now();
      await recommender.fit(itemsContext(itemsOf(tracks)));
      fits.push((performance.now() - start) / 1_000);
    }
    const step = Math.ceil(tracks.length / Math.min(MOST_ASKED, people));
    const asked = tracks.map((_, at) => at).filter((at) => at % step === 0);
    const took: number[] = [];
    const byAttributes = precision(tracks, asked, (at) => {
      const start = performance.now();
      const list = recommender.similar(
        `${at}`,
        PICKS,
        (itemId) => tracks[Number(itemId)]?.trackId !== tracks[at]?.trackId,
      );
      took.push(performance.now() - start);
      return list.map(({ itemId }) => Number(itemId));
    });
    say('cosine');
    const byCosine = precision(tracks, asked, nearestByCosine(tracks));
    const figure = (metric: string, value: number, unit: string): Figure => ({
      case: 'spotify/tracks',
      metric,
      value,
      unit,
    });
    const hits = { metric: 'same subgenre, precision@10', value: byAttributes, unit: 'share' };
    return [
      besidePeer({ case: 'spotify/likeness', ...hits }, 'cosine, unscaled', byCosine),
      besidePeer({ case: 'spotify/luck', ...hits }, 'chance', chance(tracks, asked)),
      figure('fit', median(fits.slice(1)), 's'),
      figure('answer p50', median(took), 'ms'),
      figure('answer p99', quantile(took, 0.99), 'ms'),
    ];
  },
};

/** The share of what is found that is of the subgenre asked for, where `nearest` gives ten lines. */
function precision(
  tracks: readonly Track[],
  asked: readonly number[],
  nearest: (at: number) => readonly number[],
): number {
  const hits = asked.map(
    (at) => nearest(at).filter((other) => tracks[other]?.subgenre === tracks[at]?.subgenre).length,
  );
  return hits.reduce((sum, each) => sum + each, 0) / (PICKS * asked.length);
}

/** What drawing lines by lot would reach. */
function chance(tracks: readonly Track[], asked: readonly number[]): number {
  const sizes = new Map<string, number>();
  for (const { subgenre } of tracks) sizes.set(subgenre, (sizes.get(subgenre) ?? 0) + 1);
  const shares = asked.map((at) => (sizes.get(tracks[at]?.subgenre as string) as number) / tracks.length);
  return shares.reduce((sum, each) => sum + each, 0) / asked.length;
}

function nearestByCosine(tracks: readonly Track[]): (at: number) => readonly number[] {
  const width = AUDIO.length;
  const rows = new Float64Array(tracks.length * width);
  tracks.forEach(({ audio }, at) => {
    const length = Math.hypot(...audio);
    rows.set(
      audio.map((each) => each / length),
      at * width,
    );
  });
  return (at) => {
    const best: { other: number; cosine: number }[] = [];
    for (let other = 0; other < tracks.length; other++) {
      let cosine = 0;
      for (let column = 0; column < width; column++) {
        cosine += (rows[at * width + column] as number) * (rows[other * width + column] as number);
      }
      if (best.length === PICKS && cosine <= (best.at(-1)?.cosine as number)) continue;
      if (tracks[other]?.trackId === tracks[at]?.trackId) continue;
      best.push({ other, cosine });
      best.sort((a, b) => b.cosine - a.cosine);
      best.length = Math.min(best.length, PICKS);
    }
    return best.map(({ other }) => other);
  };
}

function itemsOf(tracks: readonly Track[]): readonly Item[] {
  return tracks.map(({ audio }, at) => {
    const attributes = Object.fromEntries(AUDIO.map((name, column) => [name, audio[column] as number]));
    return { itemId: `${at}`, attributes };
  });
}
