import type pg from 'pg';

/** Appends signals as a process does that is slow to commit: the client's transaction stays open. All are of one person. */
export async function appendAndHold(client: pg.Client, tenant: string, ids: readonly string[]): Promise<void> {
  const none: unknown[] = Array.from({ length: 18 }, () => []);
  const all = <Value>(value: Value) => ids.map(() => value);
  const signals = [all(1), ids, all('p'), all('x'), all(0), all('[0]')];
  const values = [tenant, ['person p'], [true], [1], [false], ...signals, ...none];
  await client.query('BEGIN');
  await client.query(`SELECT sintonia.commit_batches(${values.map((_, at) => `$${at + 1}`).join()})`, values);
}
