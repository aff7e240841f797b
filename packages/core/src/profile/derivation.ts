import type { PersonId, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { applySignals } from './apply-signals.js';
import { derivedFrom } from './checkpoint.js';
import type { Checkpoints } from './checkpoints.js';
import { advanceDerived, countedSignals, emptyDerived, isCurrent } from './derived-state.js';
import { emptyProfile, type StoredProfile, zoneIn } from './stored-profile.js';

/**
 * Keeps what is derived from signals with the profile. It moves on signal by signal; only when traits were declared anew, or the
 * person's time zone has changed, it is made anew from checkpoint and history, of who is read or written next.
 */
@injectable()
export class Derivation {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Checkpoints) private readonly checkpoints: Checkpoints,
  ) {}

  /** Whether everything derived can be shown as it is. @param members stored under the ids of one person, the first one proper. */
  isCurrent(members: readonly (StoredProfile | undefined)[]): boolean {
    const zone = zoneIn(members);
    return members.every((profile = emptyProfile) => isCurrent(profile, this.settings.traits, zone));
  }

  /** The readings of a person's ids, where what is stale has been made anew and written. @throws SINTONIA_STORE_CONFLICT */
  async refreshed(readings: readonly Reading<StoredProfile>[]): Promise<readonly Reading<StoredProfile>[]> {
    const zone = zoneIn(readings.map(({ value }) => value));
    const fresh: Reading<StoredProfile>[] = [];
    for (const reading of readings) {
      const isStale = !isCurrent(reading.value ?? emptyProfile, this.settings.traits, zone);
      fresh.push(isStale ? await this.#madeAnew(reading, zone) : reading);
    }
    return fresh;
  }

  /** The profile after these signals, in whatever order they come. */
  apply(profile: StoredProfile = emptyProfile, signals: readonly Signal[], zone: string): StoredProfile {
    const { traits } = this.settings;
    const definitionOf = (type: string) => this.registry.of(type);
    const derived = advanceDerived(profile.derived ?? emptyDerived(traits, zone), signals, traits, definitionOf);
    return { ...applySignals(profile, signals, definitionOf), derived };
  }

  async #madeAnew({ key, value = emptyProfile, unchanged }: Reading<StoredProfile>, zone: string) {
    const { traits } = this.settings;
    const checkpoint = await this.checkpoints.read(key.person as PersonId);
    let derived = derivedFrom(checkpoint.value, traits, zone);
    for await (const page of this.store.signals(key.person)) {
      derived = advanceDerived(derived, page, traits, (type) => this.registry.of(type));
    }
    // Signals come with a change of the profile and go with one of the checkpoint, so that the checks say whether all were seen.
    const next: StoredProfile = { ...value, derived: { ...derived, signals: countedSignals(value) } };
    const { versions } = await this.store.commit({
      check: [unchanged, checkpoint.unchanged],
      put: [{ key, value: next }],
    });
    const version = versions[0] as number;
    return { key, value: next, version, unchanged: { key, version } };
  }
}
