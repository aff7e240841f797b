import { createServer } from 'node:http';
import type { ChannelDispatcher } from '@sintonia/spec';
import { SintoniaError } from '@sintonia/spec';

/** Takes every message, and counts how often each came: what nobody may do twice. */
export interface Provider {
  readonly url: string;
  /** How often each send key was accepted. */
  readonly accepted: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export async function startProvider(): Promise<Provider> {
  const accepted = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    accepted.set(key, (accepted.get(key) ?? 0) + 1);
    // Time in which the one who waits for the answer may be killed.
    setTimeout(() => response.end('accepted'), 5);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    accepted,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The other end of it, in an engine's process. */
export function providerDispatcher(url: string): ChannelDispatcher {
  return {
    name: 'provider',
    specVersion: 1,
    channel: 'email',
    async dispatch(_, { idempotencyKey, abort }) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'idempotency-key': idempotencyKey },
        signal: abort,
      }).catch(() => undefined);
      if (answer?.ok !== true) throw new SintoniaError('DELIVERY_UNKNOWN', 'There was no answer.');
      return {};
    },
  };
}
