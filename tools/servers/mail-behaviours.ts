import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What providers do, in words that fit HTTP and SMTP. */
export const behaviours = [
  'accepted',
  'accepted without an id',
  'slow down for a moment, then accepted',
  'slow down for an hour',
  'slow down, no word for how long',
  'no more today, or no credits',
  'an error of its own',
  'the page of a gateway',
  'busy',
  'busy, then accepted',
  'busy, then a reset',
  'nobody there',
  'silence instead of an answer',
  'silence in the middle of the answer',
  'a reset instead of an answer',
  'a reset in the middle of the answer',
  'a reset behind the answer',
  'an answer that can’t be read',
  'the key was revoked',
  'the sender may not be used',
  'the recipient is refused',
  'the content is refused',
  'too large',
  'a refusal that can’t be read',
  'sent elsewhere',
] as const;

export type Behaviour = (typeof behaviours)[number];

const guide = new URL('../../docs/guides/delivery.md', import.meta.url);

/** What the guide says comes of each behaviour, by adapter, such as `UNKNOWN (3)`. */
function publishedFor(adapter: string): ReadonlyMap<string, string> {
  const rows = readFileSync(guide, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const head = rows.findIndex(
    ([, first, ...adapters]) => first === 'What the provider does' && adapters.includes(adapter),
  );
  const column = rows[head]?.indexOf(adapter) ?? -1;
  const body = rows.slice(head + 2, head + 2 + behaviours.length);
  return new Map(body.map((row) => [row[1] ?? '', row[column] ?? '']));
}

/**
 * That the table of the guide says of an adapter what its own table asserts, all of it.
 *
 * @param outcomes the word, and how many requests were made; more than one is told in brackets.
 */
export function checkPublished(
  adapter: string,
  outcomes: Readonly<Record<Behaviour, readonly [word: string, requests: number]>>,
): void {
  it(`the guide says what comes of each for ${adapter}`, () => {
    const asserted = behaviours.map((behaviour): [string, string] => {
      const [word, requests] = outcomes[behaviour];
      return [behaviour, requests > 1 ? `${word} (${requests})` : word];
    });
    expect([...publishedFor(adapter)]).toEqual(asserted);
  });
}
