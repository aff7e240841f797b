import type { ListQuery } from '@sintonia/spec';
import { prefixEnd } from './prefix-end.js';

/** The statement that answers a list query. Few forms, so that they stay prepared. */
export function listSql(tenant: number, query: ListQuery): { sql: string; parameters: (string | number)[] } {
  const { collection, person, prefix = '', from, to, after, limit } = query;
  const conditions = ['tenant = ?', 'collection = ?'];
  const parameters: (string | number)[] = [tenant, collection];
  const where = (condition: string, ...values: string[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };
  if (person !== undefined) where("person = ? AND person <> ''", person);
  if (prefix !== '') where('id >= ?', prefix);
  const end = prefixEnd(prefix);
  if (end !== undefined) where('id < ?', end);
  if (from !== undefined) where('id >= ?', from);
  if (to !== undefined) where('id < ?', to);
  if (after !== undefined) where('(id, person) > (?, ?)', after.id, after.person ?? '');
  parameters.push(limit);
  const index = person === undefined ? 'entries_by_id' : 'entries_by_person';
  return {
    sql: `SELECT id, person, version, value FROM entries INDEXED BY ${index}
      WHERE ${conditions.join(' AND ')} ORDER BY id, person LIMIT ?`,
    parameters,
  };
}
