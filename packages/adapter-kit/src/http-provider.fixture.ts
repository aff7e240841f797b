import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

export interface HttpProvider {
  readonly url: string;
  /** What it does with each request, the last one for all further ones. */
  behaviours: Behaviour[];
  /** What has reached it. */
  requests: { method: string | undefined; body: string; key: string | undefined }[];
  close(): void;
}

/** A provider on loopback that behaves as badly as it is told. */
export async function httpProvider(): Promise<HttpProvider> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      const key = headers['idempotency-key'] as string | undefined;
      provider.requests.push({ method, body: Buffer.concat(chunks).toString(), key });
      const behaviour = provider.behaviours.length > 1 ? provider.behaviours.shift() : provider.behaviours[0];
      behaviour?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: HttpProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/send?api_key=hunter-2`,
    behaviours: [],
    requests: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return provider;
}

export const answer =
  (status: number, headers: Record<string, string> = {}, body = '{"ok":true}'): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);
export const ok = answer(200);
export const reset: Behaviour = (_response, request) => request.socket.resetAndDestroy();
export const silence: Behaviour = () => {};
export const slowBody: Behaviour = (response) => response.writeHead(200).write('{');
export const brokenBody =
  (status: number): Behaviour =>
  (response, request) => {
    response.writeHead(status, { 'content-length': '100' }).write('{"er');
    setTimeout(() => request.socket.resetAndDestroy(), 20);
  };
