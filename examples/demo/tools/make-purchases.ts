// Makes a CSV of purchases with a power law over people and items and with taste: everybody keeps to a few kinds of items.
//   node --import tsx examples/demo/tools/make-purchases.ts --rows 2000000 [--people N] [--items N] [--seed N] > purchases.csv
import { once } from 'node:events';
import { parseArgs } from 'node:util';

export interface Purchases {
  readonly rows: number;
  readonly people: number;
  readonly items: number;
  readonly seed: number;
}

const DAYS = 365;
const KINDS = 40;
/** How many of the purchases are of a kind that the person likes. */
const FAITHFUL = 0.8;

/** The lines of the file, the header first, in the order of time. The same seed makes the same lines. */
export function* purchases({ rows, people, items, seed }: Purchases): Generator<string> {
  const random = generator(seed);
  // Ranks, first far more often than last: people by a gentle power law, items by Zipf's.
  const somebody = () => Math.floor(people * random() ** 2);
  const something = (count: number) => Math.floor(count ** random()) - 1;
  const perKind = Math.max(1, Math.floor(items / KINDS));
  yield 'user,item,time,value,title';
  const start = Date.UTC(2025, 0, 1);
  for (let row = 0; row < rows; row++) {
    const person = somebody();
    const kind = random() < FAITHFUL ? (person * 7 + Math.floor(random() * 2)) % KINDS : Math.floor(random() * KINDS);
    const item = kind * perKind + something(perKind);
    const time = new Date(start + Math.floor(((row + random()) / rows) * DAYS * 86_400_000)).toISOString().slice(0, 19);
    const value = (1 + random() * 99).toFixed(2);
    yield `u${person},i${item},${time.replace('T', ' ')},${value},"Thing ${item}, of kind ${kind}"`;
  }
}

/** mulberry32: small, fast, and good enough to make data. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { rows: text, people: text, items: text, seed: text } });
  const rows = Number(values.rows ?? 2_000_000);
  const people = Number(values.people ?? Math.ceil(rows / 20));
  const items = Number(values.items ?? Math.ceil(rows / 100));
  let block = '';
  for (const line of purchases({ rows, people, items, seed: Number(values.seed ?? 1) })) {
    block += `${line}\n`;
    if (block.length < 1 << 16) continue;
    if (!process.stdout.write(block)) await once(process.stdout, 'drain');
    block = '';
  }
  process.stdout.write(block);
}

if (process.argv[1]?.endsWith('make-purchases.ts')) await main();
