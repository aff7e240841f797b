import { isSintoniaError, type PersonId, type Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circle } from '../identity/circles.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import type { ProfileChange, Profiles } from '../profile/profiles.js';
import type { Memberships } from '../segment/memberships.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { SignalRegistry } from './signal-registry.js';

export type SignalFate = 'accepted' | 'duplicate' | 'denied' | 'erased' | 'expired';

interface Call {
  readonly signals: readonly Signal[];
  readonly settle: (fates: readonly SignalFate[]) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_PER_COMMIT = 10_000;

/**
 * Writes signals together with the profiles and memberships that they change. Calls that arrive while a commit is under way share the next
 * one, so that many small calls cost few syncs, and calls for the same person never run into each other.
 */
@injectable()
export class SignalWriter {
  readonly #waiting: Call[] = [];
  #draining: Promise<void> | undefined;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
  ) {}

  /** Resolves, once all of it is durable, to what became of each signal. */
  write(signals: readonly Signal[]): Promise<readonly SignalFate[]> {
    if (signals.length === 0) return Promise.resolve([]);
    return new Promise((settle, fail) => {
      this.#waiting.push({ signals, settle, fail });
      this.#draining ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets calls of the same moment gather.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const calls = this.#takeCalls();
      try {
        const fates = await this.#commit(calls.flatMap((call) => call.signals));
        let from = 0;
        for (const call of calls) {
          call.settle(fates.slice(from, from + call.signals.length));
          from += call.signals.length;
        }
      } catch (error) {
        for (const call of calls) call.fail(error);
      }
    }
    this.#draining = undefined;
  }

  #takeCalls(): readonly Call[] {
    let signals = 0;
    const rest = this.#waiting.findIndex((call, index) => {
      signals += call.signals.length;
      return index > 0 && signals > MOST_PER_COMMIT;
    });
    return this.#waiting.splice(0, rest === -1 ? this.#waiting.length : rest);
  }

  async #commit(signals: readonly Signal[]): Promise<readonly SignalFate[]> {
    const stored = new Set<string>();
    return retryOnConflict(async () => {
      for (;;) {
        const doors = await this.#doorsOf(signals);
        const taken = new Set(stored);
        const fates = signals.map((signal): SignalFate => {
          if (taken.has(signal.id)) return 'duplicate';
          const fate = (doors.get(signal.person) as Door).fateOf(signal);
          // A second signal with the id of one that was turned away is no duplicate: nothing of that id is stored.
          if (fate === 'accepted') taken.add(signal.id);
          return fate;
        });
        const accepted = signals.filter((_, index) => fates[index] === 'accepted');
        if (accepted.length === 0) return fates;
        try {
          await this.#append(accepted, doors);
          return fates;
        } catch (error) {
          if (!isSintoniaError(error, 'STORE_DUPLICATE')) throw error;
          for (const id of (error.details?.ids ?? []) as readonly string[]) stored.add(id);
        }
      }
    });
  }

  async #append(accepted: readonly Signal[], doors: ReadonlyMap<PersonId, Door>): Promise<void> {
    const arrivals = new Map<PersonId, { circle: Circle; signals: Signal[]; doors: Door[] }>();
    const kept = accepted.map((signal) => {
      const door = doors.get(signal.person) as Door;
      const { circle } = door.consent;
      let arrival = arrivals.get(circle.person);
      if (arrival === undefined) {
        arrival = { circle, signals: [], doors: [] };
        arrivals.set(circle.person, arrival);
      }
      if (!arrival.doors.includes(door)) arrival.doors.push(door);
      // Differs from what the caller said only where a device is shared.
      const stored = signal.person === circle.kept ? signal : { ...signal, person: circle.kept };
      arrival.signals.push(stored);
      return stored;
    });
    const people = [...arrivals.values()];
    const now = this.settings.clock.now();
    const changes = await this.profiles.changesBy(people, now);
    const memberships = await this.memberships.changesBy(
      people.map(({ circle, signals, doors: [door] }, index) => {
        const { after } = changes[index] as ProfileChange;
        return { person: circle.person, after, consent: (door as Door).consent, signals };
      }),
      now,
    );
    const check = [...memberships.check];
    const put = [...memberships.put];
    for (const { doors: theirs } of people) for (const { consent } of theirs) check.push(...consent.unchanged);
    for (const change of changes) {
      check.push(...change.check);
      put.push(...change.put);
    }
    await this.store.commit({
      append: kept,
      onDuplicate: 'refuse',
      check,
      put,
      delete: memberships.delete,
    });
    this.memberships.tell(memberships);
  }

  /** For every person, who may come in: read once a commit, and checked again by the commit itself. */
  async #doorsOf(signals: readonly Signal[]): Promise<ReadonlyMap<PersonId, Door>> {
    const people = [...new Set(signals.map((signal) => signal.person))];
    const consents = await this.ledger.ofAll(people, 'named');
    const kept = this.settings.clock.now() - this.settings.retentionMs;
    return new Map(
      people.map((person, index): [PersonId, Door] => {
        const consent = consents[index] as ConsentRecord;
        return [person, new Door(consent, this.ledger, this.registry, kept)];
      }),
    );
  }
}

class Door {
  constructor(
    readonly consent: ConsentRecord,
    private readonly ledger: ConsentLedger,
    private readonly registry: SignalRegistry,
    /** Since when signals are kept. */
    private readonly kept: number,
  ) {}

  fateOf(signal: Signal): SignalFate {
    // A copy of one that was folded away would not be known as a duplicate.
    if (signal.timestamp < this.kept) return 'expired';
    const { erasedAt } = this.consent;
    if (erasedAt !== undefined && signal.timestamp <= erasedAt) return 'erased';
    const purpose = this.registry.of(signal.type)?.purpose ?? 'personalisation';
    return this.ledger.allows(this.consent, purpose) ? 'accepted' : 'denied';
  }
}
