import type { PersonId, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { type Checkpoint, derivedFrom } from './checkpoint.js';
import { advanceDerived } from './derived-state.js';
import { type StoredProfile, zoneIn } from './stored-profile.js';

/** Folds old signals into checkpoints, of one id at a time: merging and taking back leave them alone. */
@injectable()
export class Checkpoints {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
  ) {}

  read(person: PersonId): Promise<Reading<Checkpoint>> {
    return this.store.read<Checkpoint>(this.store.key(COLLECTIONS.checkpoint, 'checkpoint', person));
  }

  /**
   * Takes the signals of one id from before a moment out of the log, and what follows from them into its checkpoint, in one commit.
   * Counts and traits stay what they are.
   *
   * @returns how many signals.
   */
  fold(person: PersonId, before: number): Promise<number> {
    return retryOnConflict(async () => {
      // Read first: whoever appends meanwhile changes the profile, and whoever folds, the checkpoint.
      const profile = await this.store.read<StoredProfile>(this.store.key(COLLECTIONS.profile, 'profile', person));
      const { key, value, unchanged } = await this.read(person);
      const { traits } = this.settings;
      let derived = derivedFrom(value, traits, zoneIn([profile.value]));
      let folded = 0;
      for await (const page of this.store.signals(person)) {
        const old = page.filter(({ timestamp }: Signal) => timestamp < before);
        derived = advanceDerived(derived, old, traits, (type) => this.registry.of(type));
        folded += old.length;
      }
      if (folded === 0) return 0;
      const next: Checkpoint = { before: Math.max(before, value?.before ?? before), derived, marks: traits.marks };
      await this.store.commit({
        check: [profile.unchanged, unchanged],
        put: [{ key, value: next }],
        trim: [{ person, before }],
      });
      return folded;
    });
  }
}
