// Delivers what is due in the store until nothing waits any more, in as many lanes as it is told. May be stopped at any moment.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelDispatcher } from '@sintonia/spec';
import { SintoniaError, systemClock } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { createEngine } from '../../create-engine.js';
import { addressOf, CLAIM_MS, campaigns } from './outbox-of-many.fixture.js';

const [path, url, concurrency] = process.argv.slice(2) as [string, string, string];

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
  store: sqlite(path),
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
  await pause(Math.min(200, Math.max(1, next - systemClock.now())));
}
await engine.close();
console.log(done);
