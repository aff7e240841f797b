import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http, nodeHandler } from '@sintonia/http';
import { systemClock } from '@sintonia/spec';
import fastify from 'fastify';
import { openEngine } from '../pipeline/open-engine.js';
import { writeKey } from './events.js';

/** A server on loopback, and how it ends. */
export interface Server {
  readonly origin: string;
  close(): Promise<void>;
}

/** The door to an engine on SQLite: what it answers is synced to the disk. */
async function ours(): Promise<Server> {
  const { engine, close } = await openEngine('sqlite', { clock: systemClock });
  const door = http(engine, { writeKeys: [writeKey], rateLimit: { perSecond: 1e9, burst: 1e9 } });
  const server = createServer(nodeHandler(door));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close();
    },
  };
}

/** Fastify that parses the same body, and does nothing with it. */
async function bare(): Promise<Server> {
  const app = fastify();
  app.post('/v1/track', async () => ({ success: true }));
  app.post('/v1/batch', async () => ({ success: true }));
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return { origin, close: () => app.close() };
}

export const servers = { ours, bare } as const;
export type ServerName = keyof typeof servers;
