import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readInteractions } from './read-interactions.js';

const folder = mkdtempSync(join(tmpdir(), 'sintonia-quality-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(name: string, contents: string | Uint8Array) {
  const file = join(folder, name);
  writeFileSync(file, contents);
  return readInteractions(file).map(({ person, itemId, timestamp }) => [person, itemId, timestamp]);
}

describe('readInteractions', () => {
  it('reads a line a person, also without items and packed', () => {
    const rows = [
      ['0', '5', 0],
      ['0', '7', 0],
      ['2', '5', 0],
    ];
    expect(read('a.txt', '0 5 7\n1\n2 5 \n')).toEqual(rows);
    expect(read('a.txt.gz', gzipSync('0 5 7\r\n1\r\n2 5\r\n'))).toEqual(rows);
  });

  it('reads columns by name, in any order, quoted or not', () => {
    const csv = 'timestamp,"movieId",userId\n964982703,"1",ana\n964982704,"a, ""b""",ben\n';
    expect(read('a.csv', csv)).toEqual([
      ['ana', '1', 964_982_703_000],
      ['ben', 'a, b', 964_982_704_000],
    ]);
    expect(read('b.csv', 'customer,product,date\n7,mug,2026-01-01\n')).toEqual([['7', 'mug', Date.UTC(2026, 0, 1)]]);
  });

  it('reads columns without names: user, item, rating, time', () => {
    expect(read('u.data', '196\t242\t3\t881250949\n')).toEqual([['196', '242', 881_250_949_000]]);
    expect(read('r.dat', '1::1193::5::978300760\n')).toEqual([['1', '1193', 978_300_760_000]]);
    expect(read('r.tsv', '1\t1193\t5\n')).toEqual([['1', '1193', 0]]);
    expect(read('t.csv', '1,1193,978300760\n')).toEqual([['1', '1193', 978_300_760_000]]);
  });

  it('says which file is of no use', () => {
    expect(() => read('empty.txt', '\n')).toThrow(/empty\.txt is empty/);
  });
});
