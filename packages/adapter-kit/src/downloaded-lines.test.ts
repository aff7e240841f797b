import { describe, expect, it } from 'vitest';
import { downloadedLines } from './downloaded-lines.js';

const address = 'https://files.example.com/export?token=secret';
const line = '{"a":1}\n';

/** A body of these chunks, one each so many milliseconds; `undefined` stands still for ever, an error breaks off. */
function served(chunks: readonly (string | Error | undefined)[], everyMs = 0, status = 200): typeof fetch {
  return async (_, init) => {
    async function* body() {
      for (const chunk of chunks) {
        await new Promise((resolve) => setTimeout(resolve, everyMs));
        if (chunk instanceof Error) throw chunk;
        if (chunk === undefined) {
          await new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
        } else yield Buffer.from(chunk);
      }
    }
    return { ok: status < 300, status, body: body() } as unknown as Response;
  };
}

async function read(from: typeof fetch, { timeoutMs = 100, abort = new AbortController().signal, pauseMs = 0 } = {}) {
  const objects: unknown[] = [];
  for await (const { own } of downloadedLines(address, { fetch: from, timeoutMs, abort })) {
    objects.push(own);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return objects.length;
}

describe('a download', () => {
  it('may take long in all, and whoever reads it, too', async () => {
    expect(await read(served([line, line, line, line], 60), { timeoutMs: 150 })).toBe(4);
    expect(await read(served([line, line, line]), { timeoutMs: 50, pauseMs: 120 })).toBe(3);
  });

  it.each([
    ['stands still', served([line, undefined])],
    ['breaks off', served([line, new Error(`${address} was reset`)])],
    ['ends within a line', served([line, '{"a"'])],
    ['is gone', served([], 0, 403)],
    ['is not answered', (async () => Promise.reject(new TypeError(address))) as typeof fetch],
  ])('that %s may be made again later, and its address stays secret', async (_, from) => {
    const failure: unknown = await read(from).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT', retryable: true });
    expect(String(failure) + JSON.stringify(failure)).not.toContain('secret');
  });

  it('ends when it is told to', async () => {
    const abort = AbortSignal.timeout(50);
    await expect(read(served([line, undefined]), { timeoutMs: 5_000, abort })).rejects.toMatchObject({
      code: 'SINTONIA_ABORTED',
    });
  });
});
