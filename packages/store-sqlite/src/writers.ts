import { setImmediate as nextTurn } from 'node:timers/promises';
import { DirectWriter, isSmall } from './direct-writer.js';
import { errorOf } from './failure.js';
import type { Reply, Result } from './messages.js';
import type { StoreSettings } from './sqlite-options.js';
import type { Work } from './work.js';
import { WriterThread } from './writer-thread.js';

/** After so many small and quick commits that came one by one, the next is expected to be another. */
const SETTLED = 16;
/** What takes longer, in milliseconds, is no matter of a quick disk and an idle event loop. */
const QUICK = 1;

/**
 * Gives work to the thread; or does it here, while it comes one by one and is done quickly: waking a thread and being woken by it
 * takes half as long as a sync then. The two don't take turns, because each forgets its pages when the other one writes.
 */
export class Writers {
  readonly #settings: StoreSettings;
  readonly #thread: WriterThread;
  #direct: DirectWriter | undefined;
  #underWay = 0;
  /** How many in a row were small, quick, and nobody else's came meanwhile. */
  #lone = 0;

  private constructor(settings: StoreSettings, thread: WriterThread) {
    this.#settings = settings;
    this.#thread = thread;
  }

  /** @param died is called when the thread has ended, for whatever reason. */
  static async open(settings: StoreSettings, died: () => void): Promise<Writers> {
    return new Writers(settings, await WriterThread.open(settings, died));
  }

  /** @throws what went wrong, coded. */
  async run(work: Work): Promise<Result> {
    const start = performance.now();
    this.#underWay += 1;
    const isLone = this.#underWay === 1 && isSmall(work);
    if (!isLone) this.#lone = 0;
    try {
      const reply = isLone && this.#isForHere() ? this.#runHere(work) : undefined;
      if (reply === undefined) return await this.#thread.run(work);
      // Others get their turn; and whoever comes meanwhile would not have come alone.
      await nextTurn();
      if ('result' in reply) return reply.result;
      throw errorOf(reply.failure);
    } finally {
      this.#underWay -= 1;
      this.#lone = isLone && performance.now() - start < QUICK ? this.#lone + 1 : 0;
    }
  }

  async close(): Promise<void> {
    this.#direct?.close();
    // The thread last: whoever closes last folds the log into the file.
    await this.#thread.close();
  }

  #isForHere(): boolean {
    const { lone } = this.#settings;
    return lone === 'caller' || (lone === 'auto' && this.#lone >= SETTLED);
  }

  /** @returns nothing where it is for the thread after all. */
  #runHere(work: Work): Reply | undefined {
    try {
      this.#direct ??= new DirectWriter(this.#settings);
    } catch {
      // No file may be open any more: the thread has its own.
      return undefined;
    }
    return this.#direct.run(work);
  }
}
