import type { Statement } from './connections.js';

export type ContentsRow = readonly [hasSignals: boolean, collections: string[]];

/** From one collection to the next by the index, however many entries they have. */
export function contentsStatement(schema: string, tenant: string): Statement {
  return {
    text: `WITH RECURSIVE own AS MATERIALIZED (SELECT t.id FROM ${schema}.tenants t WHERE t.name = $1), found AS (
        SELECT (SELECT min(e.collection) FROM ${schema}.entries e WHERE e.tenant = (SELECT id FROM own)) AS collection
        UNION ALL
        SELECT (SELECT min(e.collection) FROM ${schema}.entries e WHERE e.tenant = (SELECT id FROM own) AND e.collection > f.collection)
        FROM found f WHERE f.collection IS NOT NULL
      )
      SELECT EXISTS (SELECT FROM ${schema}.signals s WHERE s.tenant = (SELECT id FROM own)),
        ARRAY(SELECT f.collection FROM found f WHERE f.collection IS NOT NULL ORDER BY f.collection)`,
    values: [tenant],
  };
}
