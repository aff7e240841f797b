import type { Interaction, PersonId, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { TenantStore } from '../store/tenant-store.js';
import { interactionsOf } from './interactions-of.js';

/** A person's signals, newest first, and what they say about items. */
export interface History {
  readonly signals: readonly Signal[];
  readonly interactions: readonly Interaction[];
}

/** The latest 10,000 signals of a person are looked at. */
const LONGEST = 10_000;

/** What people did, read from the store at the very moment of asking. */
@injectable()
export class Histories {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
  ) {}

  /** @param until leaves out what happened at or after this moment. */
  async of(person: PersonId, now: number, until = Number.POSITIVE_INFINITY): Promise<History> {
    const page = await this.store.scan({ person, direction: 'backward', limit: LONGEST });
    // Collected later is not happened later: imports bring old signals.
    const signals = page.signals.filter((signal) => signal.timestamp < until).sort((a, b) => b.timestamp - a.timestamp);
    const interactions = signals.flatMap((signal) => interactionsOf(signal, this.registry.of(signal.type), now));
    return { signals, interactions };
  }
}
