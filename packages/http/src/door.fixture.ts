import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEngine, type EngineOptions } from '@sintonia/core';
import type { Signal } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { onTestFinished } from 'vitest';
import { http } from './http.js';
import type { HttpOptions } from './http-options.js';

export const writeKey = 'write-key-of-a-page';
export const apiKey = 'secret-key-of-a-service-1234';

/** An engine in memory on a clock that stands still, and a door to it. Closed when the test ends. */
export async function testDoor(options: HttpOptions = {}, engineOptions: EngineOptions = {}) {
  const { options: preset, clock, mailbox } = inMemory({ plugins: [...(engineOptions.plugins ?? [])] });
  const engine = await createEngine({ ...preset, ...engineOptions, plugins: preset.plugins ?? [] });
  onTestFinished(() => engine.close());
  const faults: unknown[] = [];
  const onError = (error: unknown) => void faults.push(error);
  const door = http(engine, { writeKeys: [writeKey], apiKeys: [apiKey], clock, onError, ...options });

  /** Posts JSON, or bytes as they are, and reads the answer. */
  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const init = { method: 'POST', headers, body: isRaw ? (body as string) : JSON.stringify(body) };
    const response = await door.handle(new Request(`https://door.example${path}`, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  /** What is stored about a person. */
  async function signalsOf(userId: string): Promise<readonly Signal[]> {
    return (await engine.privacy.export({ userId })).signals as unknown as readonly Signal[];
  }
  return { door, engine, clock, mailbox, faults, post, signalsOf };
}

/** Serves on a random port of loopback until the test ends. Gives its origin. */
export async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
