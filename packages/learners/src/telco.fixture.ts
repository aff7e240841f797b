import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Column, learnEncoder, type Table } from './index.js';

/** 7,043 subscribers of a telephone company and whether they left. Not part of the project; see the tests. */
export const telcoFile = fileURLToPath(
  new URL('../../../../shared/data/telco-churn/Telco-Customer-Churn.csv', import.meta.url),
);

const NUMBERS = ['tenure', 'MonthlyCharges', 'TotalCharges'];

/** The columns as they are; charges of who has just begun are missing. */
export function readTelco(): { readonly features: Table; readonly labels: Uint8Array } {
  const [head = '', ...lines] = readFileSync(telcoFile, 'utf8').trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  const columns = head
    .split(',')
    .slice(1, -1)
    .map((name, at): Column => {
      const texts = rows.map((row) => (row[at + 1] ?? '').trim());
      if (!NUMBERS.includes(name)) return { name, categories: texts };
      return { name, numbers: texts.map((text) => (text === '' ? Number.NaN : Number(text))) };
    });
  return {
    features: learnEncoder(columns).encode(columns),
    labels: Uint8Array.from(rows, (row) => Number(row.at(-1) === 'Yes')),
  };
}
