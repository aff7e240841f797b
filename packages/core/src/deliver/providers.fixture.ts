import type { Campaign, Plugin } from '@sintonia/spec';
import { type FakeDispatcherOptions, fakeDispatcher } from '@sintonia/testing';
import type { EngineOptions } from '../engine-options.js';
import { testEngine } from '../test-engine.fixture.js';

/** To whom nobody has to agree, and who needs no profile. */
const note: Campaign = { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) };

/** An engine with pretended providers of the channel `sms`, each person's address being their id. */
export async function withProviders(
  providers: { readonly [name: string]: Omit<FakeDispatcherOptions, 'name' | 'channel'> },
  options: Pick<EngineOptions, 'channels' | 'store' | 'claimMs' | 'dispatchMs' | 'clock'> & {
    readonly note?: Partial<Campaign>;
  } = {},
) {
  const { note: changes, ...others } = options;
  const fakes = Object.entries(providers).map(([name, given]) => {
    const dispatcher = fakeDispatcher({ name, channel: 'sms', ...given });
    return Object.assign(dispatcher, { addressOf: ({ person }: { person: string }) => person });
  });
  const plugins: Plugin[] = fakes.map((fake) => ({ name: fake.name, specVersion: 1, dispatchers: [fake] }));
  const all = await testEngine({ ...others, plugins, campaigns: { note: { ...note, ...changes } } });
  const send = (userId: string) => all.engine.send({ userId, campaign: 'note', occasion: 'one' });
  return { ...all, fakes, send };
}

export const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);
