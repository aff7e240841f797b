import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, type FaultProxy, faultProxy } from '../../../tools/servers/fault-proxy.js';
import { postgres } from './postgres.js';
import { allIds, RUNNING, signalOf, testServer } from './test-server.fixture.js';
import { expectExact, workload } from './workload.fixture.js';

const PAUSE_MS = process.env.SINTONIA_DEEP ? 30_000 : 3_000;
// Long enough for a loaded machine, short enough to see a test end that waits for it.
const LIMITS = { connectTimeoutMs: 2_000, statementTimeoutMs: 1_000 };

const server = testServer();
let store: Store;
let proxy: FaultProxy;

beforeEach(async () => {
  const address = await server().database();
  proxy = await faultProxy(server().host, server().port);
  const { host } = new URL(address);
  store = postgres(address.replace(host, `127.0.0.1:${proxy.port}`), LIMITS);
  await store.commit({ tenant: 't', append: [signalOf('first')] });
});
afterEach(async () => {
  await store.close();
  await proxy.close();
});

// With a server that is not ours to stop, only the network's faults are tried.
describe.skipIf(RUNNING !== undefined)('the server', () => {
  it('stops and starts again: nothing acknowledged is lost, nothing doubled', { timeout: 60_000 }, async () => {
    const work = workload(store);
    await server().stop();
    await sleep(300);
    await server().start();
    await expectExact(store, work);
  });

  it('is killed and starts again: nothing acknowledged is lost, nothing doubled', { timeout: 60_000 }, async () => {
    for (let round = 0; round < (process.env.SINTONIA_DEEP ? 10 : 1); round += 1) {
      const work = workload(store, `r${round}-`);
      await sleep(100 + 70 * round);
      await server().stop('kill');
      await server().start();
      await expectExact(store, work);
    }
  });

  it(`halts for ${PAUSE_MS / 1_000} s and goes on`, { timeout: 120_000 }, async () => {
    const work = workload(store);
    server().pause(true);
    await sleep(PAUSE_MS);
    server().pause(false);
    await expectExact(store, work);
  });
});

describe('the network', () => {
  it.each<Fault>(['latency', 'slice'])('has %s: all goes on', { timeout: 60_000 }, async (fault) => {
    proxy.fault = fault;
    const work = workload(store);
    await sleep(500);
    await expectExact(store, work);
    expect(work.failures).toEqual([]);
  });

  it.each<Fault>(['blackHole', 'halfOpen'])(
    'is a %s for a while: coded, and recovered',
    { timeout: 60_000 },
    async (fault) => {
      const work = workload(store);
      await sleep(100);
      proxy.fault = fault;
      await sleep(1_000);
      proxy.fault = 'none';
      await expectExact(store, work);
      for (const code of work.failures) expect(code).toBe('SINTONIA_STORE_FAILED');
    },
  );

  it('resets connections amid everything: coded, and recovered', { timeout: 60_000 }, async () => {
    const work = workload(store);
    for (let round = 0; round < 10; round += 1) {
      await sleep(40);
      proxy.reset();
    }
    await expectExact(store, work);
  });

  it.each(['before', 'after'] as const)(
    'resets %s the server has the commit: repeated with the same ids it is there once',
    async (when) => {
      for (let round = 0; round < 5; round += 1) {
        const key = { tenant: 't', collection: 'c', person: 'p', id: `${when}-${round}` };
        const batch = {
          tenant: 't',
          append: [signalOf(`${when}-${round}`)],
          check: [{ key, version: 0 }],
          put: [{ key, value: round }],
        };
        proxy.resetAtRequest('sintonia commit', when);
        await expect(store.commit(batch)).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED', retryable: true });
        await sleep(50);
        const again = await store.commit(batch).then(
          () => 'written',
          (error) => error.code,
        );
        expect(again).toBe(when === 'before' ? 'written' : 'SINTONIA_STORE_CONFLICT');
        expect(await store.get(key)).toMatchObject({ value: round });
      }
      expect((await allIds(store)).filter((id) => id.startsWith(when))).toHaveLength(5);
    },
  );
});
