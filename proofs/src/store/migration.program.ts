// Brings a store to a later version, and down again.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { changeSchema } from '../../../packages/store-sqlite/src/change-schema.js';
import { futureSteps } from '../../../packages/store-sqlite/src/test-children/future-schema.fixture.js';

const [folder, bug] = process.argv.slice(2) as [string, string?];
const db = new Database(join(folder, 'store.db'));
db.exec('PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL');
const newest = futureSteps.length;
for (const to of [newest, 1]) {
  // The planted bug: each step for itself, and the version at the end.
  if (bug === 'piecewise' && to === newest) {
    for (const { up } of futureSteps.slice(1)) db.exec(up);
    db.exec(`PRAGMA user_version = ${newest}`);
  } else changeSchema(db, futureSteps, to);
  writeSync(1, `at ${to}\n`);
}
db.close();
writeSync(1, 'end\n');
