import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openedStores } from './opened-stores.fixture.js';
import { query, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const open = openedStores();
let address: string;

beforeEach(async () => {
  address = await server().database();
  await open(address).commit({ tenant: 't', append: [signalOf('first')] });
});

describe('watch', () => {
  it('hears of commits and erasures of other processes, of its tenant only', async () => {
    const [one, other] = [open(address), open(address)];
    const [heard, elsewhere] = [vi.fn(), vi.fn()];
    one.watch?.('t', heard);
    one.watch?.('another', elsewhere);
    await listening(1);
    await other.commit({ tenant: 't', append: [signalOf('a')] });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 2_000 });
    expect(elsewhere).not.toHaveBeenCalled();
    heard.mockClear();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.erase('t', 'p');
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 2_000 });
  });

  it('hears of the last of many commits', async () => {
    const [one, other] = [open(address), open(address)];
    const seen: number[] = [];
    one.watch?.('t', () => {
      void one.scan({ tenant: 't', limit: 1_000 }).then(({ signals }) => seen.push(signals.length));
    });
    await listening(1);
    for (let at = 0; at < 30; at += 1) await other.commit({ tenant: 't', append: [signalOf(`m${at}`)] });
    await vi.waitFor(() => expect(seen).toContain(31), { timeout: 3_000 });
  });

  it('listens anew when its connection is lost, and finds out what it has missed', async () => {
    const [one, other] = [open(address), open(address)];
    const heard = vi.fn();
    one.watch?.('t', heard);
    await listening(1);
    await query(
      address,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sintonia listen'",
    );
    await other.commit({ tenant: 't', append: [signalOf('missed')] });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 6_000 });
    await listening(1);
  });

  it('asks where it must not listen, and leaves nothing on a connection', async () => {
    const [one, other] = [open(address, { notify: false }), open(address, { notify: false })];
    const heard = vi.fn();
    one.watch?.('t', heard);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await other.commit({ tenant: 't', append: [signalOf('a')] });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 4_000 });
    expect(await listeners()).toBe(0);
  });

  it('ends with the last who watches, and with the store', async () => {
    const store = open(address);
    const stops = [store.watch?.('t', () => {}), store.watch?.('t', () => {})];
    await listening(1);
    stops[0]?.();
    expect(await listeners()).toBe(1);
    stops[1]?.();
    await listening(0);
    store.watch?.('t', () => {});
    await listening(1);
    await store.close();
    await listening(0);
  });
});

async function listening(count: number): Promise<void> {
  await vi.waitFor(async () => expect(await listeners()).toBe(count), { timeout: 6_000, interval: 50 });
}

async function listeners(): Promise<number> {
  const here = "datname = current_database() AND application_name = 'sintonia listen'";
  return (await query(address, `SELECT FROM pg_stat_activity WHERE ${here}`)).length;
}
