import { type Batch, isSintoniaError, type Key } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { TenantStore } from './tenant-store.js';

/** Part of a commit that changes entries. */
export type Change = Pick<Batch, 'check' | 'put' | 'delete'>;

interface Call {
  readonly change: Change;
  readonly settle: (versions: readonly number[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Entries named in one commit: SQLite's statements stay fast, and others get their turn. */
const MOST_PER_COMMIT = 2_000;

/**
 * Commits changes that come at the same moment together: what arrives while a commit is under way shares the next one. Each
 * still happens or fails as if it had come alone.
 */
@injectable()
export class JoinedCommits {
  #waiting: Call[] = [];
  #draining: Promise<void> | undefined;

  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** @returns the versions of what was put. @throws what `commit` of a store throws. */
  commit(change: Change): Promise<readonly number[]> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ change, settle, fail });
      this.#draining ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One turn of the event loop lets changes of the same moment gather, also those that follow from the last commit.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#takeCalls());
    }
    this.#draining = undefined;
  }

  async #commit(calls: readonly Call[]): Promise<void> {
    try {
      const { versions } = await this.store.commit({
        check: calls.flatMap(({ change }) => change.check ?? []),
        put: calls.flatMap(({ change }) => change.put ?? []),
        delete: calls.flatMap(({ change }) => change.delete ?? []),
      });
      let from = 0;
      for (const { change, settle } of calls) {
        const count = change.put?.length ?? 0;
        settle(versions.slice(from, from + count));
        from += count;
      }
    } catch (error) {
      const [only, ...others] = calls as [Call, ...Call[]];
      if (others.length === 0) return only.fail(error);
      // One of them has lost a race, and the others must not lose with it.
      if (isSintoniaError(error, 'STORE_CONFLICT')) await Promise.all(calls.map((call) => this.#commit([call])));
      else for (const { fail } of calls) fail(error);
    }
  }

  /** As many as may share a commit: none may write what another one of them reads or writes. */
  #takeCalls(): readonly Call[] {
    const taken: Call[] = [];
    const left: Call[] = [];
    const read = new Set<string>();
    const written = new Set<string>();
    for (const call of this.#waiting) {
      const reads = (call.change.check ?? []).map(({ key }) => nameOf(key));
      const writes = [...(call.change.put ?? []).map(({ key }) => key), ...(call.change.delete ?? [])].map(nameOf);
      const isApart =
        reads.every((name) => !written.has(name)) && writes.every((name) => !written.has(name) && !read.has(name));
      if (taken.length > 0 && (!isApart || read.size + written.size > MOST_PER_COMMIT)) {
        left.push(call);
        continue;
      }
      taken.push(call);
      for (const name of reads) read.add(name);
      for (const name of writes) written.add(name);
    }
    this.#waiting = left;
    return taken;
  }
}

function nameOf({ collection, person = '', id }: Key): string {
  return `${collection}\0${person}\0${id}`;
}
