import type Database from 'libsql';
import { GroupCommit } from './group-commit.js';
import type { Reply } from './messages.js';
import { openWritingBeside } from './open-database.js';
import type { StoreSettings } from './sqlite-options.js';
import { COMMIT, TRIM_COUNT, type Work } from './work.js';

const MOST_CELLS = 64;
const MOST_CHARACTERS = 8_192;
/** Every so many commits the thread gets one, which folds the log into the file when that is due: here it would take too long. */
const FOLD_EVERY = 500;

/** Writes on the calling thread, and never waits for another process. */
export class DirectWriter {
  readonly #db: Database.Database;
  readonly #commits: GroupCommit;
  #count = 0;

  /** @throws as SQLite does where it can't open the file. */
  constructor(settings: StoreSettings) {
    this.#db = openWritingBeside(settings);
    try {
      this.#commits = new GroupCommit(this.#db, settings.path);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** @returns what became of it, or nothing when the thread shall do it: then nothing was done. */
  run(work: Work): Reply | undefined {
    this.#count += 1;
    if (this.#count % FOLD_EVERY === 0) return undefined;
    const reply = this.#commits.run([work])[0] as Reply;
    return 'failure' in reply && String(reply.failure.details?.sqlite).startsWith('SQLITE_BUSY') ? undefined : reply;
  }

  close(): void {
    if (this.#db.open) this.#db.close();
  }
}

/** Whether it takes no longer than handing it over. */
export function isSmall(work: Work): boolean {
  // A trim or an erasure may take away a person's whole log.
  if (work[0] !== COMMIT || work[TRIM_COUNT] !== 0 || work.length > MOST_CELLS) return false;
  let characters = 0;
  for (const cell of work) if (typeof cell !== 'number') characters += cell.length;
  return characters <= MOST_CHARACTERS;
}
