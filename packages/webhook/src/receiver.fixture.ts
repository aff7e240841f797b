import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyStandardWebhook } from '@sintonia/adapter-kit';
import type { Message } from '@sintonia/spec';
import type { ProviderBehaviour } from '@sintonia/testing';

export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** One post that a {@link receiver} has taken, after its signature was verified. */
export interface Taken {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly type: string;
  /** Its `data`. */
  readonly message: Message;
}

/** A receiver of webhooks on loopback, under the name `hook.example`, that checks every signature. */
export async function receiver(secrets: readonly string[] = [secret]) {
  const taken: Taken[] = [];
  const forged: IncomingHttpHeaders[] = [];
  let behaviour: ProviderBehaviour = 'accept';

  const respond: Partial<Record<ProviderBehaviour, (response: ServerResponse) => void>> = {
    busy: (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
    refuse: (response) => response.writeHead(422).end('{"error":"no"}'),
    unauthorised: (response) => response.writeHead(401).end(),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const refusal = respond[behaviour];
      if (refusal) return refusal(response);
      const { method = '', url = '', headers } = request;
      const rawBody = Buffer.concat(chunks);
      const flat = headers as Record<string, string | undefined>;
      try {
        const id = verifyStandardWebhook({ method, url, headers: flat, rawBody, receivedAt: Date.now() }, { secrets });
        const { type, data } = JSON.parse(rawBody.toString());
        taken.push({ id, headers, type, message: data });
      } catch {
        forged.push(headers);
        return response.writeHead(401).end();
      }
      if (behaviour === 'lose') return request.socket.resetAndDestroy();
      if (behaviour !== 'hang') response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://hook.example:${port}/in?token=hunter-2`,
    place: `hook.example:${port}`,
    taken,
    forged,
    /** Where `hook.example` is; nowhere while the receiver is unreachable. */
    async resolve() {
      if (behaviour === 'unreachable') throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
      return [{ address: '127.0.0.1', family: 4 }];
    },
    behave(next: ProviderBehaviour) {
      behaviour = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
