import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Item, JsonObject } from '@sintonia/spec';

const file = fileURLToPath(new URL('../../../../../shared/data/spotify-songs/spotify_songs.csv', import.meta.url));

export const hasSpotify = existsSync(file);
export const SPOTIFY_ABSENT = 'The data set spotify-songs is not on this machine.';

/** What was measured of how a track sounds. */
export const AUDIO = [
  ...['danceability', 'energy', 'key', 'loudness', 'mode', 'speechiness', 'acousticness', 'instrumentalness'],
  ...['liveness', 'valence', 'tempo', 'duration_ms'],
] as const;

/** Every track once, as its first line has it: how it sounds, genre and subgenre. */
export function readSpotify(): readonly Item[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const tracks = new Map<string, Item>();
  for (const line of lines) {
    const fields = fieldsOf(line);
    const of = (name: string) => fields[names.indexOf(name)] ?? '';
    if (tracks.has(of('track_id'))) continue;
    const attributes: Record<string, JsonObject[string]> = {
      genre: of('playlist_genre'),
      subgenre: of('playlist_subgenre'),
    };
    for (const name of AUDIO) attributes[name] = Number(of(name));
    tracks.set(of('track_id'), { itemId: of('track_id'), title: of('track_name'), attributes });
  }
  return [...tracks.values()];
}

/** A line of comma-separated values, some of them in quotes. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
