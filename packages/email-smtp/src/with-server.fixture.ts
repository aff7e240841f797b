import type { ChannelDispatcher } from '@sintonia/spec';
import { smtp } from './smtp.js';
import { type TestServer, testServer } from './smtp-server.fixture.js';

interface Options {
  readonly pipelining?: boolean;
  readonly password?: string;
  readonly user?: string;
  readonly timeoutMs?: number;
  readonly connections?: number;
}

/** Runs a test with a dispatcher and a server of its own. */
export async function withServer(
  { pipelining = true, password, user, timeoutMs = 10_000, connections = 2 }: Options,
  run: (dispatcher: ChannelDispatcher, server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await testServer({ pipelining, ...(password === undefined ? {} : { password }) });
  const url = user === undefined ? server.url : server.url.replace('://', `://${user}@`);
  const plugin = smtp({ url, timeoutMs, connections });
  try {
    await run(plugin.dispatchers[0], server);
  } finally {
    plugin.close();
    await server.close();
  }
}

/** What came of a dispatch: `accepted`, or the code without its prefix. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'accepted',
    (error) => error.code.replace('SINTONIA_', ''),
  );
}
