import { createEngine } from '@sintonia/core';
import type { Campaign, Clock, Engine } from '@sintonia/spec';
import { systemClock } from '@sintonia/spec';
import { postgres } from '@sintonia/store-postgres';
import { providerDispatcher } from './provider.js';

export const PEOPLE = 60;
/** What everybody keeps doing. */
export const TYPE = 'Ping Sent';

const receipt: Campaign = {
  channel: 'email',
  purpose: 'service',
  picks: 0,
  compose: () => ({ subject: 'Your receipt', text: 'Thank you.' }),
};

/** The same in every process: one line says where everything is kept. */
export function openEngine(address: string, url: string, clock: Clock = systemClock): Promise<Engine> {
  return createEngine({
    store: postgres(address, { statementTimeoutMs: 5_000 }),
    plugins: [{ name: 'provider', specVersion: 1, dispatchers: [providerDispatcher(url)] }],
    campaigns: { receipt },
    signals: { [TYPE]: { weight: 0 } },
    holdout: 0,
    clock,
  });
}

export function personOf(number: number): string {
  return `person-${number % PEOPLE}`;
}
