import type { ListQuery } from '@sintonia/spec';
import type { Statement } from './connections.js';

export const ENTRY_COLUMNS = 'e.id, e.person, e.version, e.value, e.bytes';

/** Not prepared: how much a prefix narrows the search is only seen where it is known. */
export function listStatement(schema: string, query: ListQuery): Statement {
  const { tenant, collection, person, prefix = '', from, to, after, limit } = query;
  const values: unknown[] = [tenant, collection, limit];
  const conditions = [`e.tenant = (SELECT t.id FROM ${schema}.tenants t WHERE t.name = $1)`, 'e.collection = $2'];
  const place = (value: string) => `$${values.push(value)}`;
  if (person !== undefined) conditions.push(`e.person = ${place(person)}`, "e.person <> ''");
  if (prefix !== '') conditions.push(`e.id ^@ ${place(prefix)}`);
  if (from !== undefined) conditions.push(`e.id >= ${place(from)}`);
  if (to !== undefined) conditions.push(`e.id < ${place(to)}`);
  if (after !== undefined) conditions.push(`(e.id, e.person) > (${place(after.id)}, ${place(after.person ?? '')})`);
  return {
    text: `SELECT ${ENTRY_COLUMNS} FROM ${schema}.entries e WHERE ${conditions.join(' AND ')} ORDER BY e.id, e.person LIMIT $3`,
    values,
  };
}
