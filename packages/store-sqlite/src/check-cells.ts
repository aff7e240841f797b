import { type AlikeCells, type CheckCells, MANY } from './work.js';

interface Alike {
  readonly of: CheckCells;
  readonly rows: CheckCells[];
}

/**
 * Puts together the checks that differ only in the person, or only in the id of what is nobody's: SQLite reads nothing but names and
 * versions then, which takes it half the time.
 */
export function alikeOf(checks: readonly CheckCells[]): { alike: readonly AlikeCells[]; rest: readonly CheckCells[] } {
  if (checks.length < MANY) return { alike: [], rest: checks };
  const found = new Map<string, Alike>();
  for (const check of checks) {
    const [collection, id, person] = check;
    const name = person === '' ? collection : `${collection}\0${id}`;
    const some = found.get(name);
    if (some === undefined) found.set(name, { of: check, rows: [check] });
    else some.rows.push(check);
  }
  const alike: AlikeCells[] = [];
  const rest: CheckCells[] = [];
  for (const { of, rows } of found.values()) {
    if (rows.length < MANY) rest.push(...rows);
    else alike.push(cellsOf(of, rows));
  }
  return { alike, rest };
}

function cellsOf([collection, id, person]: CheckCells, rows: readonly CheckCells[]): AlikeCells {
  if (person === '') return [collection, 'id', '', objectOf(rows.map((row) => [row[1], row[3]]))];
  return [collection, 'person', id, objectOf(rows.map((row) => [row[2], row[3]]))];
}

// As text, since an object has room for each name only once: a batch may ask twice.
function objectOf(members: readonly (readonly [name: string, version: number])[]): string {
  return `{${members.map(([name, version]) => `${JSON.stringify(name)}:${version}`).join()}}`;
}
