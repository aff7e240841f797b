import { readFileSync } from 'node:fs';
import type { Item } from '@sintonia/spec';
import { dataFile } from '../fit/data-file.js';
import { grouped } from '../predict/grouped.js';
import { fieldsIn } from '../quality/fields-in.js';
import type { Catalogued } from './catalogued.js';

export const movieFiles = ['movies', 'ratings', 'tags'].map((name) => dataFile(`ml-latest-small/${name}.csv`));

/** From here on a rating says that somebody likes it, as in most work on this data. */
const LIKED = 4;

/** `ml-latest-small`: what people rated 4 and more, and of every film genres, year and what people call it. */
export function readMovies(): Catalogued {
  const [movies, ratings, tags] = movieFiles.map(rowsOf) as [string[][], string[][], string[][]];
  const tagsOf = grouped(tags, ([, movie]) => movie);
  const items = movies.map(([itemId = '', title = '', genres = '']): Item => {
    const [, year] = /\((\d{4})\)/.exec(title) ?? [];
    const called = (tagsOf.get(itemId) ?? []).map(([, , tag = '']) => tag.toLowerCase());
    const attributes = {
      genres: genres.startsWith('(no') ? [] : genres.split('|'),
      tags: [...new Set(called)],
      ...(year === undefined ? {} : { year: Number(year) }),
    };
    return { itemId, title: title.replace(/\s*\(\d{4}\)\s*$/, ''), attributes };
  });
  const interactions = ratings
    .filter(([, , rating]) => Number(rating) >= LIKED)
    .map(([person = '', itemId = '', , seconds]) => ({
      ...{ person, itemId, type: 'Content Saved', weight: 1 },
      timestamp: 1_000 * Number(seconds),
    }));
  return { interactions, items };
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => fieldsIn(line, ','));
}
