import type { StoreContents } from '@sintonia/spec';
import type Database from 'libsql';

// From one collection to the next by the index, however many entries they have.
const COLLECTIONS = `
  WITH RECURSIVE found (tenant, collection) AS (
    SELECT id, (SELECT min(collection) FROM entries WHERE tenant = tenants.id) FROM tenants
    UNION ALL
    SELECT tenant, (SELECT min(collection) FROM entries WHERE tenant = found.tenant AND collection > found.collection)
    FROM found WHERE collection IS NOT NULL
  )
  SELECT name, (SELECT json_group_array(collection) FROM (
    SELECT collection FROM found WHERE tenant = tenants.id AND collection IS NOT NULL ORDER BY collection
  )), EXISTS (SELECT 1 FROM signals WHERE tenant = tenants.id)
  FROM tenants ORDER BY name`;

/** Tenants that hold something, and their collections. */
export function contentsOf(db: Database.Database): StoreContents[] {
  const rows = db.prepare(COLLECTIONS).raw().all() as [tenant: string, collections: string, hasSignals: 0 | 1][];
  return rows.flatMap(([tenant, text, hasSignals]) => {
    const collections = JSON.parse(text) as string[];
    return hasSignals === 1 || collections.length > 0 ? [{ tenant, collections }] : [];
  });
}
