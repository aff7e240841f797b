import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as operations from './admin/operations.js';

// Shopify's own, of a megabyte, which is not ours to keep: the README says how to have it.
const file = 'admin_2026-07.json.gz';
const places = ['../../../node_modules/.cache/shopify/', '../../../../shared/specs/'].map(
  (folder) => new URL(folder + file, import.meta.url),
);
const place = places.find((url) => existsSync(url));

function schema(): GraphQLSchema {
  const read = JSON.parse(gunzipSync(readFileSync(place as URL)).toString());
  return buildClientSchema(read.data ?? read);
}

const { bulkQueries, ...named } = operations;
const filter = "processed_at:>='2026-01-01T00:00:00.000Z'";
const all: [string, string][] = [
  ...(Object.entries(named) as [string, string][]),
  ...Object.entries(bulkQueries).map(([name, query]): [string, string] => [`bulk ${name}`, query(filter)]),
];

describe.skipIf(place === undefined)(
  "operations, by Shopify's own schema (skipped where it is absent: see the README)",
  () => {
    const admin = place && schema();

    it.each(all)('%s is valid', (_, operation) => {
      expect(validate(admin as GraphQLSchema, parse(operation)).map(({ message }) => message)).toEqual([]);
    });

    it('finds what is wrong', () => {
      const wrong = operations.ORDERS.replace('processedAt', 'processed_at');
      expect(validate(admin as GraphQLSchema, parse(wrong))).toHaveLength(1);
    });
  },
);
