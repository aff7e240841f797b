import { parseJson, SintoniaError } from '@sintonia/spec';
import { Fields } from './fields.js';

const LONGEST = 2 ** 20;
const LIMITS = { bytes: LONGEST, depth: 32, keys: 10_000, text: LONGEST };
const NEWLINE = 0x0a;

/**
 * Objects of a body with one on each line, as they arrive: a file of any size takes the memory of its longest line.
 *
 * @throws SINTONIA_INPUT_TOO_LARGE (a line of more than 1 MiB) and what `parseJson` throws.
 */
export async function* jsonLines(body: AsyncIterable<Uint8Array>): AsyncIterable<Fields> {
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      yield* objectOf([...rest, chunk.subarray(from, end)]);
      [rest, length, from] = [[], 0, end + 1];
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST) throw new SintoniaError('INPUT_TOO_LARGE', 'A line is longer than 1 MiB.', { field: 'line' });
  }
  yield* objectOf(rest);
}

function* objectOf(parts: readonly Uint8Array[]): Iterable<Fields> {
  const line = Buffer.concat(parts);
  if (line.toString('latin1').trim() !== '') yield new Fields(parseJson(line, LIMITS), 'line');
}
