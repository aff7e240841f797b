import type { ScanQuery } from '@sintonia/spec';

/** A statement that scans. Few forms, so that they stay prepared. */
export interface ScanSql {
  /**
   * Takes the tenant, the place to go on behind, how many signals to look at, then the parameters. Gives what was asked for among them
   * as one JSON text (much cheaper than to fetch rows one by one), how many there were, and the last place.
   */
  readonly sql: string;
  readonly parameters: readonly string[];
  /** Whether it also looks at signals that nobody asked for. */
  readonly passesOver: boolean;
}

/** Without the hints, SQLite would look for a person's signals, or those of a type, among everybody's. */
export function scanSql({ person, types, direction }: Pick<ScanQuery, 'person' | 'types' | 'direction'>): ScanSql {
  const isForward = direction !== 'backward';
  if (person !== undefined) {
    const rows = rowsFrom('signals INDEXED BY signals_by_person', 'person = ?4', isForward);
    if (types === undefined) return { sql: textOf(rows, isForward), parameters: [person], passesOver: false };
    const sql = textOf(rows, isForward, 'type IN (SELECT value FROM json_each(?5))');
    return { sql, parameters: [person, JSON.stringify(types)], passesOver: true };
  }
  if (types === undefined) {
    return { sql: textOf(rowsFrom('signals', 'true', isForward), isForward), parameters: [], passesOver: false };
  }
  // Each type has its range of the index, in order. SQLite merges them: no page costs more than what is on it.
  const ranges = types.map((_, index) =>
    rowsFrom('signals INDEXED BY signals_by_type', `type = ?${4 + index}`, isForward),
  );
  return { sql: textOf(ranges.join(' UNION ALL '), isForward), parameters: types, passesOver: false };
}

function rowsFrom(table: string, condition: string, isForward: boolean): string {
  return `SELECT seq, id, person, type, timestamp, rest FROM ${table}
    WHERE tenant = ?1 AND ${condition} AND seq ${isForward ? '>' : '<'} ?2`;
}

function textOf(rows: string, isForward: boolean, filter = 'true'): string {
  const [order, last] = isForward ? ['ASC', 'max'] : ['DESC', 'min'];
  return `
    SELECT '[' || coalesce(group_concat(
      '[' || seq || ',' || json_quote(id) || ',' || json_quote(person) || ',' || json_quote(type) || ',' || timestamp
        || ',' || rest || ']'
    ) FILTER (WHERE ${filter}), '') || ']', count(*), ${last}(seq)
    FROM (${rows} ORDER BY seq ${order} LIMIT ?3)`;
}
