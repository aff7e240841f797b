// Delivers all that is in a store, whatever it has to wait for: its clock jumps. Says which messages there were before and after.
import { writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createEngine } from '@sintonia/core';
import { type ChannelDispatcher, SintoniaError } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { COLLECTIONS } from '../../../packages/core/src/store/collections.js';
import { addressOf, CHANNEL, notes } from './notes.js';

const [folder, url, later = '0'] = process.argv.slice(2) as [string, string, string?];
let ahead = Number(later);
const clock = { now: () => Date.now() + ahead };
const say = (line: string) => writeSync(1, `${line}\n`);

const dispatcher: ChannelDispatcher = {
  ...{ name: 'local', specVersion: 1, channel: CHANNEL, limits: { concurrency: 2 }, addressOf },
  async dispatch({ sendKey, content }, { abort }) {
    const body = JSON.stringify({ sendKey, text: content.text });
    const answer = await fetch(`${url}/${basename(folder)}`, { method: 'POST', body, signal: abort }).catch(() => {
      throw new SintoniaError('DELIVERY_UNKNOWN', 'No answer.');
    });
    const text = await answer.text();
    if (answer.status === 503) throw new SintoniaError('DELIVERY_TRANSIENT', 'Busy.');
    if (answer.status === 400) throw new SintoniaError('DELIVERY_REJECTED', 'Refused.');
    return { providerId: text };
  },
};

const store = sqlite(join(folder, 'store.db'));
const engine = await createEngine({
  ...{ store, clock, campaigns: notes(), fitting: 'manual', delivery: 'manual' },
  plugins: [{ name: 'local', specVersion: 1, dispatchers: [dispatcher] }],
});
engine.on('message', ({ sendKey, state }) => void say(`${state} ${sendKey}`));

async function sayStates(when: string): Promise<void> {
  const entries = await store.list({ tenant: 'default', collection: COLLECTIONS.outbox, limit: 1_000 });
  const states = entries.map(({ key, value }) => [key.id, (value as { state: string }).state]);
  say(`${when} ${JSON.stringify(states)}`);
}

await sayStates('before');
for (;;) {
  const { next } = await engine.tick();
  if (next === undefined) break;
  ahead += Math.max(0, next - clock.now());
}
await sayStates('after');
await engine.close();
say('end');
