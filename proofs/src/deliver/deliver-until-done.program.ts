// Delivers what is due in the store until nothing waits any more, in as many lanes as it is told, by a clock that is ahead or behind.
// May be stopped at any moment.
import { setTimeout as pause } from 'node:timers/promises';
import { createEngine } from '@sintonia/core';
import type { ChannelDispatcher } from '@sintonia/spec';
import { SintoniaError, systemClock } from '@sintonia/spec';
import { addressOf, CLAIM_MS, campaigns, storeAt } from './outbox-of-many.js';

const [place, url, concurrency, ahead] = process.argv.slice(2) as [string, string, string, string];
const clock = { now: () => systemClock.now() + Number(ahead) };

const dispatcher: ChannelDispatcher = {
  name: 'counting',
  specVersion: 1,
  channel: 'note',
  limits: { concurrency: Number(concurrency) },
  addressOf,
  async dispatch({ sendKey }, { abort }) {
    const answer = await fetch(url, { method: 'POST', body: sendKey, signal: abort }).catch(() => undefined);
    if (answer === undefined) throw new SintoniaError('DELIVERY_UNKNOWN', 'No answer.');
    if (answer.status === 503) throw new SintoniaError('DELIVERY_TRANSIENT', 'Busy.');
    return { providerId: await answer.text() };
  },
};

const engine = await createEngine({
  ...{ store: storeAt(place), clock },
  plugins: [{ name: 'counting', specVersion: 1, dispatchers: [dispatcher] }],
  campaigns,
  fitting: 'manual',
  delivery: 'manual',
  claimMs: CLAIM_MS,
  dispatchMs: 5_000,
});
let done = 0;
for (;;) {
  const { next, sent } = await engine.tick();
  done += sent;
  if (next === undefined) break;
  await pause(Math.min(200, Math.max(1, next - clock.now())));
}
await engine.close();
console.log(done);
