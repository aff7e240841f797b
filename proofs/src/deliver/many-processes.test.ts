import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createEngine } from '@sintonia/core';
import { type ChannelDispatcher, type MessageState, MINUTE } from '@sintonia/spec';
import { seededRandom } from '@sintonia/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OutboxRow } from '../../../packages/core/src/deliver/outbox-row.js';
import { COLLECTIONS } from '../../../packages/core/src/store/collections.js';
import { startPostgres } from '../../../tools/servers/postgres-server.js';
import { tell } from '../tell.js';
import { addressOf, CLAIM_MS, campaigns, storeAt } from './outbox-of-many.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const MESSAGES = isDeep ? 20_000 : 200;
const PROCESSES = isDeep ? 4 : 2;
const LANES = 8;
const timeout = isDeep ? 1_800_000 : 120_000;

let folder: string;
let provider: Awaited<ReturnType<typeof startProvider>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sintonia-outbox-'));
  provider = await startProvider();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  provider.server.closeAllConnections();
  provider.server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Counts how often it accepted each message; some requests find it busy. */
async function startProvider(): Promise<{ server: Server; url: string; accepts: Map<string, number> }> {
  const accepts = new Map<string, number>();
  const random = seededRandom(8);
  const server = createServer(async (request, response) => {
    const sendKey = Buffer.concat(await request.toArray()).toString();
    await pause(random() * 20);
    if (random() < 0.03) {
      response.writeHead(503).end();
      return;
    }
    accepts.set(sendKey, (accepts.get(sendKey) ?? 0) + 1);
    response.end(`id-${sendKey}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, accepts };
}

async function fillOutbox(place: string): Promise<void> {
  const dispatcher: ChannelDispatcher = {
    name: 'none',
    specVersion: 1,
    channel: 'note',
    addressOf,
    dispatch: async () => ({}),
  };
  const plugins = [{ name: 'none', specVersion: 1 as const, dispatchers: [dispatcher] }];
  const options = { fitting: 'manual', delivery: 'manual' } as const;
  const engine = await createEngine({ ...options, store: storeAt(place), plugins, campaigns });
  const waiting = Array.from({ length: MESSAGES }, (_, index) => `person-${index}`).values();
  const lane = async () => {
    for (const userId of waiting) await engine.send({ userId, campaign: 'note', occasion: 'one' });
  };
  await Promise.all(Array.from({ length: 64 }, lane));
  await engine.close();
}

function startDelivering(place: string, ahead: number): ChildProcess {
  const script = fileURLToPath(new URL('./deliver-until-done.program.ts', import.meta.url));
  const args = [...process.execArgv, script, place, provider.url, `${LANES}`, `${ahead}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  return child;
}

/** Stops one process after the other for longer than a claim lasts, for as long as any is alive. */
async function disturb(alive: ReadonlySet<ChildProcess>): Promise<number> {
  const random = seededRandom(15);
  let stops = 0;
  while (alive.size > 0) {
    await pause(100 + random() * 300);
    const child = [...alive][Math.floor(random() * alive.size)];
    if (!child?.kill('SIGSTOP')) continue;
    stops += 1;
    await pause(CLAIM_MS * (1.2 + random()));
    child.kill('SIGCONT');
  }
  return stops;
}

async function rowsIn(place: string): Promise<readonly OutboxRow[]> {
  const store = storeAt(place);
  const rows: OutboxRow[] = [];
  let page = await store.list({ tenant: 'default', collection: COLLECTIONS.outbox, limit: 1_000 });
  while (page.length > 0) {
    rows.push(...page.map(({ value }) => value as unknown as OutboxRow));
    page = await store.list({
      tenant: 'default',
      collection: COLLECTIONS.outbox,
      limit: 1_000,
      after: page.at(-1)?.key,
    });
  }
  await store.close();
  return rows;
}

it('many processes that are stopped at random send nothing twice and leave nothing behind', { timeout }, async () => {
  await prove('SQLite', join(folder, 'app.db'));
});

// The same engine on another store: every day it would only take long.
const onServers = it.skipIf(!isDeep);

onServers('… nor on a server', { timeout }, async () => {
  await onServer((address) => prove('PostgreSQL', address));
});

onServers('… nor where clocks are ten minutes apart, both ways', { timeout }, async () => {
  await onServer((address) => prove('PostgreSQL, clocks apart', address, [0, 10 * MINUTE, -10 * MINUTE, 5 * MINUTE]));
});

async function onServer(work: (address: string) => Promise<void>): Promise<void> {
  const server = await startPostgres();
  try {
    await work(await server.database());
  } finally {
    await server.remove();
  }
}

/** @param ahead by how much the clock of each process is, in milliseconds. */
async function prove(name: string, place: string, ahead: readonly number[] = []): Promise<void> {
  await fillOutbox(place);
  const alive = new Set(Array.from({ length: PROCESSES }, (_, index) => startDelivering(place, ahead[index] ?? 0)));
  const ends = [...alive].map(async (child) => {
    const [code] = await once(child, 'close');
    alive.delete(child);
    expect(code).toBe(0);
  });
  const [stops] = await Promise.all([disturb(alive), ...ends]);
  const rows = await rowsIn(place);
  const count = (...states: MessageState[]) => rows.filter(({ state }) => states.includes(state)).length;
  expect(rows).toHaveLength(MESSAGES);
  expect(count('pending', 'claimed'), 'stuck').toBe(0);
  const twice = [...provider.accepts.values()].filter((times) => times > 1);
  expect(twice, 'accepted twice').toEqual([]);
  const wrong = rows.filter(({ state, sendKey }) => state === 'sent' && !provider.accepts.has(sendKey));
  expect(wrong, 'said to be sent').toEqual([]);
  expect(stops).toBeGreaterThan(0);
  const fates = `${count('sent')} sent, ${count('unknown')} unknown, ${count('failed')} failed`;
  tell(`${name}: ${MESSAGES} messages by ${PROCESSES} processes that were stopped ${stops} times: ${fates}`);
}
