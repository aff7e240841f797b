import { readFileSync } from 'node:fs';
import type { Item } from '@sintonia/spec';
import { dataFile } from '../fit/data-file.js';
import { grouped } from '../predict/grouped.js';
import type { Catalogued } from './catalogued.js';

export const artistFiles = ['artists.dat', 'tags.dat', 'user_artists.dat', 'user_taggedartists_merged.tsv'].map(
  (name) => dataFile(`lastfm-hetrec/${name}`),
);

/** `lastfm-hetrec`: how often people played which artist, and by which tags people know the artist. */
export function readArtists(): Catalogued {
  const [artists, names, plays, tagged] = artistFiles.map(rowsOf) as [string[][], string[][], string[][], string[][]];
  const nameOf = new Map(names.map(([tag = '', name = '']) => [tag, name]));
  const tagsOf = grouped(tagged, ([, artist]) => artist);
  const items = artists.map(([itemId = '', title = '']): Item => {
    const tags = (tagsOf.get(itemId) ?? []).map(([, , tag = '']) => nameOf.get(tag) ?? tag);
    return { itemId, title, attributes: { tags: [...new Set(tags)] } };
  });
  const interactions = plays.map(([person = '', itemId = '', weight]) => ({
    ...{ person, itemId, type: 'Content Played', weight: Number(weight), timestamp: 0 },
  }));
  return { interactions, items };
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split('\t'));
}
