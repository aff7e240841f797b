import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.js';
import { readRows } from './read-rows.js';

const folder = mkdtempSync(join(tmpdir(), 'sintonia-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

const columns: Dataset['columns'] = { user: 'u', item: 'i', time: 't', value: 'v', title: 'n' };

async function read(content: string | Buffer, name = 'data.csv', over: Partial<Dataset['columns']> = {}) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const rows: unknown[] = [];
  const faults: [number, string][] = [];
  for await (const block of readRows({ name, file, identity: 'x', columns: { ...columns, ...over } })) {
    rows.push(...block.rows.map(({ describe: _, ...row }) => row));
    faults.push(...block.faults.map(({ line, fault }): [number, string] => [line, fault]));
  }
  return { rows, faults };
}

const time = Date.parse('2020-01-01');
const good = [{ line: 2, user: 'ana', item: 'mug', time, value: 2.5, title: 'Mug, blue' }];
const lines = 'u,i,t,v,n\nana,mug,2020-01-01,2.5,"Mug, blue"\n';

describe('a file', () => {
  it('as CSV, with Windows line ends, with a byte order mark, without a last line end', async () => {
    expect((await read(lines)).rows).toEqual(good);
    expect((await read(`\ufeff${lines.replaceAll('\n', '\r\n')}`)).rows).toEqual(good);
    expect((await read(lines.trimEnd())).rows).toEqual(good);
  });

  it('gzipped, whatever it is called', async () => {
    expect((await read(gzipSync(lines), 'data.csv.gz')).rows).toEqual(good);
    expect((await read(gzipSync(lines), 'data.bin')).rows).toEqual(good);
  });

  it('separated by tabs or semicolons', async () => {
    expect((await read('u\ti\tt\tv\tn\nana\tmug\t2020-01-01\t2.5\tMug, blue\n', 'data.tsv')).rows).toEqual(good);
    expect((await read('u;i;t;v;n\nana;mug;2020-01-01;2.5;Mug, blue\n')).rows).toEqual(good);
  });

  it('in Latin-1, in whole or in one line', async () => {
    const mixed = Buffer.concat([Buffer.from('u,i,t,v,n\nJosé,1,0,,\n'), Buffer.from('José,2,0,,\n', 'latin1')]);
    expect((await read(mixed)).rows).toMatchObject([{ user: 'José' }, { user: 'José' }]);
  });
});

it('counts what it can not use, by line, and goes on', async () => {
  const { rows, faults } = await read(
    [
      'u,i,t,v,n',
      'ana,mug,2020-01-01,1,Mug',
      ',mug,2020-01-01,1,Mug',
      'NA,mug,2020-01-01,1,Mug',
      'ana,,2020-01-01,1,Mug',
      'ana,mug,soon,1,Mug',
      'ana,mug,2020-01-01,much,Mug',
      'ana,mug,2020-01-01',
      'ana,mug,2020-01-01,1,Mug,more',
      'ana,"mug,2020-01-01,1,Mug',
      '~ana,mug,2020-01-01,1,Mug',
      `${'a'.repeat(257)},mug,2020-01-01,1,Mug`,
      'ana,mug,2020-01-01,NA,NA',
      'Guest,mug,2020-01-01,NA,NA',
      '0,mug,2020-01-01,NA,NA',
    ].join('\n'),
  );
  expect(rows).toEqual([
    { line: 2, user: 'ana', item: 'mug', time, value: 1, title: 'Mug' },
    { line: 13, user: 'ana', item: 'mug', time },
    { line: 15, user: '0', item: 'mug', time },
  ]);
  expect(faults).toEqual([
    [3, 'noPerson'],
    [4, 'noPerson'],
    [5, 'noItem'],
    [6, 'time'],
    [7, 'value'],
    [8, 'fields'],
    [9, 'fields'],
    [10, 'fields'],
    [11, 'identifier'],
    [12, 'identifier'],
    [14, 'noPerson'],
  ]);
});

it('names the columns there are when one is missing', async () => {
  await expect(read(lines, 'data.csv', { user: 'customer' })).rejects.toThrow(
    'There is no column "customer" (--user). There are: u, i, t, v, n.',
  );
});

it('does not fill the screen with a header that is none', async () => {
  const names = Array.from({ length: 500 }, (_, at) => `${at}`.padEnd(1_000, 'x'));
  const message = await read(`${names.join(',')}\n`).catch((error: Error) => error.message);
  expect(message).toContain('and 470 more.');
  expect(String(message).length).toBeLessThan(1_500);
});

it('finds a column whatever its case', async () => {
  expect((await read(lines, 'data.csv', { user: 'U' })).rows).toEqual(good);
});

it('says what is wrong with a file as such', async () => {
  await expect(read('')).rejects.toThrow('empty');
  await expect(read(Buffer.from('\ufeffu,i', 'utf16le'))).rejects.toThrow('UTF-16');
  await expect(read(gzipSync(lines.repeat(1000)).subarray(0, 60), 'cut.gz')).rejects.toThrow('damaged');
});
