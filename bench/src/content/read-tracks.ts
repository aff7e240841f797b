import { readFileSync } from 'node:fs';
import { dataFile } from '../fit/data-file.js';

export const tracksFile = dataFile('spotify-songs/spotify_songs.csv');

/** What was measured of how a track sounds, as numbers of very different sizes. */
export const AUDIO = [
  ...['danceability', 'energy', 'key', 'loudness', 'mode', 'speechiness', 'acousticness', 'instrumentalness'],
  ...['liveness', 'valence', 'tempo', 'duration_ms'],
];

/** A line of the file: a track in a list of a subgenre. The same track may stand in several. */
export interface Track {
  readonly trackId: string;
  readonly subgenre: string;
  /** Beside {@link AUDIO}. */
  readonly audio: readonly number[];
}

export function readTracks(): readonly Track[] {
  const [head = '', ...lines] = readFileSync(tracksFile, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const place = (name: string) => names.indexOf(name);
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, a, b = '']) => a ?? b);
    return {
      trackId: fields[place('track_id')] as string,
      subgenre: fields[place('playlist_subgenre')] as string,
      audio: AUDIO.map((name) => Number(fields[place(name)])),
    };
  });
}
