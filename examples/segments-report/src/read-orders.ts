import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Order } from './order.js';

/**
 * The orders of a file in the form of the UCI data set _Online Retail_: a line a product, with `InvoiceNo`, `Quantity`,
 * `InvoiceDate`, `UnitPrice` and `CustomerID`; plain or gzipped. Lines without a customer, and malformed ones, are skipped.
 */
export async function readOrders(file: string): Promise<readonly Order[]> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const orders = new Map<string, Order>();
  let columns: readonly string[] | undefined;
  for await (const line of createInterface({ input })) {
    const cells = cellsOf(line);
    columns ??= cells;
    const cell = (name: string) => cells[columns?.indexOf(name) ?? -1] ?? '';
    const [id, customer] = [cell('InvoiceNo'), cell('CustomerID')];
    const value = Number(cell('Quantity')) * Number(cell('UnitPrice'));
    const at = Date.parse(`${cell('InvoiceDate').replace(' ', 'T')}Z`);
    if (!/^\d+$/.test(customer) || !Number.isFinite(value) || Number.isNaN(at)) continue;
    const so = orders.get(id);
    orders.set(id, { id, customer, at: so?.at ?? at, value: (so?.value ?? 0) + value });
  }
  return [...orders.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The cells of a line; quotes may hold commas, and two quotes are one. */
function cellsOf(line: string): string[] {
  const cells = line.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
