import { randomUUID } from 'node:crypto';
import type { Exposure, Key, PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';

const FLUSH_AFTER_MS = 100;
const MOST_PER_COMMIT = 1_000;
/** Beyond this many unwritten exposures (a store that fails for long) the oldest are given up. */
const MOST_WAITING = 100_000;

/**
 * What was shown to whom. Lists are written in the background, up to a tenth of a second later, so that showing one never
 * waits for the disk; messages write theirs in the commit that marks them sent.
 */
@injectable()
export class ExposureLog {
  #waiting: Exposure[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** Takes note and returns the exposure's id. */
  add(shown: Omit<Exposure, 'id' | 'at'>): string {
    const exposure = this.exposure(shown);
    this.#waiting.push(exposure);
    this.#schedule();
    return exposure.id;
  }

  exposure(shown: Omit<Exposure, 'id' | 'at'>): Exposure {
    return { id: randomUUID(), at: this.settings.clock.now(), ...shown };
  }

  /** The write of an exposure, for a commit that holds more. */
  putOf(exposure: Exposure): { readonly key: Key; readonly value: never } {
    const id = `${String(exposure.at).padStart(15, '0')}-${exposure.id}`;
    return { key: this.store.key(COLLECTIONS.exposure, id, exposure.person), value: { ...exposure } as never };
  }

  /** Writes what waits. Fails as the store fails; what could not be written waits on. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Waits for what is being written about anybody, and drops what waits about a person. */
  async forget(person: PersonId): Promise<void> {
    await this.#writing;
    // Only now: what could not be written waits again.
    this.#waiting = this.#waiting.filter((exposure) => exposure.person !== person);
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_PER_COMMIT);
      try {
        await this.store.commit({ put: batch.map((exposure) => this.putOf(exposure)) });
      } catch (error) {
        this.#waiting = [...batch, ...this.#waiting].slice(-MOST_WAITING);
        throw error;
      }
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.flush().catch((error) => this.events.emit('error', { where: 'exposures', error }));
    }, FLUSH_AFTER_MS).unref();
  }
}
