import { DAY, type Interaction, type PersonId, type Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Circles } from '../identity/circles.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { TenantStore } from '../store/tenant-store.js';
import { interactionsOf } from './interactions-of.js';

/** A person's signals, newest first, and what they say about items. */
export interface History {
  readonly signals: readonly Signal[];
  readonly interactions: readonly Interaction[];
}

/** The latest 10,000 signals of a person are looked at. */
const LONGEST = 10_000;

/** What people did, as far as they still agree to have it looked at, read from the store at the very moment of asking. */
@injectable()
export class Histories {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.SignalConsent) private readonly consent: SignalConsent,
  ) {}

  /** @param until leaves out what happened at or after this moment. */
  async of(person: PersonId, now: number, until = Number.POSITIVE_INFINITY): Promise<History> {
    const circle = await this.circles.of(person);
    const [barred, ...found] = await Promise.all([
      this.consent.barredFor(person),
      ...circle.members.map((member) => this.#latest(member.person)),
    ]);
    // Collected later is not happened later: imports bring old signals.
    const signals = found
      .flat()
      .filter((signal) => signal.timestamp < until && !barred.has(signal.type))
      .sort((a, b) => b.timestamp - a.timestamp)
      .slice(0, LONGEST)
      .map((signal) => countedFor(circle.person, signal));
    const interactions = signals.flatMap((signal) => interactionsOf(signal, this.registry.of(signal.type), now));
    return { signals, interactions };
  }

  /** All of a person's signals, in the order of their collection by each of their ids. By pages. */
  async *everything(person: PersonId): AsyncGenerator<readonly Signal[]> {
    const circle = await this.circles.of(person);
    const barred = await this.consent.barredFor(person);
    for (const member of circle.members) {
      for await (const page of this.store.signals(member.person)) {
        yield page.filter(({ type }) => !barred.has(type)).map((signal) => countedFor(circle.person, signal));
      }
    }
  }

  async #latest(person: PersonId): Promise<readonly Signal[]> {
    const { signals, more } = await this.store.scan({ person, direction: 'backward', limit: LONGEST });
    if (!more || (await this.#beganBefore(person, signals))) return signals;
    let latest: readonly Signal[] = [];
    for await (const page of this.store.signals(person)) {
      latest = [...page.toReversed(), ...latest].sort((a, b) => b.timestamp - a.timestamp).slice(0, LONGEST);
    }
    return latest;
  }

  /** Whether they were collected about as they happened, so that those collected last are the latest. An import may begin at its end. */
  async #beganBefore(person: PersonId, signals: readonly Signal[]): Promise<boolean> {
    const { signals: first } = await this.store.scan({ person, limit: 1 });
    const earliest = signals.reduce((least, { timestamp }) => Math.min(least, timestamp), Infinity);
    return [...first, ...signals.slice(-1)].every(({ timestamp }) => timestamp <= earliest + DAY);
  }
}

/** As readers get it: a device's signal names the person it counts for. */
export function countedFor(person: PersonId, signal: Signal): Signal {
  return signal.person === person ? signal : { ...signal, person };
}
