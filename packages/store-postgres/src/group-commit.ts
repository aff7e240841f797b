import { type CommitResult, isSintoniaError } from '@sintonia/spec';
import { AppendStatement } from './append-statement.js';
import { type CommitRow, repliesOf } from './commit-replies.js';
import { CommitStatement } from './commit-statement.js';
import type { Connections } from './connections.js';
import { addLocks, MOST_LOCKS, mostLocksOf } from './locks.js';
import type { Work } from './work.js';

const MOST_BATCHES = 1_000;
// So that nobody waits long behind bulk imports.
const MOST_SIGNALS = 20_000;

interface Waiting {
  readonly work: Work;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what waits for one tenant in one transaction, while what comes meanwhile waits for the next: many commits share one round
 * trip and one sync. Each still succeeds or fails alone.
 */
export class GroupCommit {
  readonly #connections: Connections;
  readonly #statement: CommitStatement;
  readonly #append: AppendStatement | undefined;
  readonly #waiting = new Map<string, Waiting[]>();

  /** @param appendsPlainly whether what only appends may go by a statement of its own: where statements stay prepared. */
  constructor(connections: Connections, schema: string, appendsPlainly: boolean) {
    this.#connections = connections;
    this.#statement = new CommitStatement(schema);
    this.#append = appendsPlainly ? new AppendStatement(schema) : undefined;
  }

  commit(tenant: string, work: Work): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      const waiting = { work, resolve, reject };
      const queue = this.#waiting.get(tenant);
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.#waiting.set(tenant, started);
      // Calls of the same moment go together.
      queueMicrotask(() => void this.#writeAll(tenant, started));
    });
  }

  async #writeAll(tenant: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const { group, locks } = takeGroup(queue);
      try {
        const works = group.map(({ work }) => work);
        const replies = repliesOf(works, await this.#write(tenant, works, locks));
        group.forEach(({ resolve, reject }, index) => {
          const reply = replies[index] as CommitResult;
          if (isSintoniaError(reply)) reject(reply);
          else resolve(reply);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#waiting.delete(tenant);
  }

  async #write(tenant: string, group: readonly Work[], locks: ReadonlyMap<string, boolean>): Promise<CommitRow> {
    if (this.#append?.suits(group)) {
      try {
        await this.#connections.query(this.#append.of(tenant, group));
        return [null];
      } catch (error) {
        if (!this.#append.failedBy(error)) throw error;
      }
    }
    const [row] = await this.#connections.query<CommitRow>(this.#statement.of(tenant, group, locks));
    return row as CommitRow;
  }
}

/** The first in the queue and as many behind it as go together. */
function takeGroup(queue: Waiting[]): { group: Waiting[]; locks: Map<string, boolean> } {
  const locks = new Map<string, boolean>();
  let signals = 0;
  let count = 0;
  for (const { work } of queue) {
    signals += work.signals.length;
    const isFull = count === MOST_BATCHES || signals > MOST_SIGNALS || locks.size + mostLocksOf(work) > MOST_LOCKS;
    if (count > 0 && (isFull || isAlone(work))) break;
    addLocks(locks, work);
    count += 1;
    if (isAlone(work)) break;
  }
  return { group: queue.splice(0, count), locks };
}

/** Where duplicates refuse a batch, what it has trimmed can only be brought back by taking back the transaction. */
function isAlone({ refuses, trim, signals }: Work): boolean {
  return refuses && trim.length > 0 && signals.length > 0;
}
