import type { Purpose, SignalDefinition, SignalDefinitions } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Settings } from '../settings.js';
import { readSignalDefinitions } from './read-signal-definitions.js';
import { standardSignals } from './standard-signals.js';

/** What each signal type means, at this moment. */
@injectable()
export class SignalRegistry {
  #definitions: SignalDefinitions;
  #purposes: ReadonlyMap<string, Purpose>;

  constructor(@inject(TOKENS.Settings) settings: Settings, @inject(TOKENS.Parts) parts: InstalledParts) {
    this.#definitions = { ...standardSignals, ...parts.signals, ...settings.signals };
    this.#purposes = purposesIn(this.#definitions);
  }

  get definitions(): SignalDefinitions {
    return this.#definitions;
  }

  /** By type, of the types that ask for another purpose than personalisation. */
  get purposes(): ReadonlyMap<string, Purpose> {
    return this.#purposes;
  }

  of(type: string): SignalDefinition | undefined {
    return Object.hasOwn(this.#definitions, type) ? this.#definitions[type] : undefined;
  }

  declare(signals: object): void {
    this.#definitions = { ...this.#definitions, ...readSignalDefinitions(signals, 'signals') };
    this.#purposes = purposesIn(this.#definitions);
  }
}

function purposesIn(definitions: SignalDefinitions): ReadonlyMap<string, Purpose> {
  return new Map(
    Object.entries(definitions).flatMap(([type, { purpose = 'personalisation' }]) =>
      purpose === 'personalisation' ? [] : [[type, purpose] as const],
    ),
  );
}
