import type { SintoniaError } from '@sintonia/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type Behaviour, type HttpProvider, httpProvider, reset } from './http-provider.fixture.js';
import { type TransportOptions, transport } from './transport.js';

let provider: HttpProvider;

beforeAll(async () => {
  provider = await httpProvider();
});
afterAll(() => provider.close());

function failure(options: TransportOptions): Promise<SintoniaError> {
  const send = transport({ ...options, pause: async () => {} });
  return send({ url: provider.url, method: 'POST', body: '{}' }).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
}

describe('a call to a platform', () => {
  const platform = { errors: 'platform', attempts: 2 } as const;
  it.each<[string, Behaviour, string, boolean | undefined]>([
    ['400', answer(400), 'REJECTED', undefined],
    ['401', answer(401), 'UNAUTHORISED', undefined],
    ['429', answer(429), 'RATE_LIMITED', undefined],
    ['503', answer(503), 'TRANSIENT', undefined],
    ['500', answer(500), 'TRANSIENT', true],
    ['a reset', reset, 'TRANSIENT', true],
  ])('that ends with %s has an error of its own family', async (_what, behaviour, code, maybeTaken) => {
    provider.behaviours = [behaviour];
    const error = await failure(platform);
    expect(error.code).toBe(`SINTONIA_PLATFORM_${code}`);
    expect(error.details?.maybeTaken).toBe(maybeTaken);
  });

  it("tells the vendor's word for it, unless that is more than a word", async () => {
    provider.behaviours = [answer(409)];
    const told = async (because: string) =>
      (await failure({ ...platform, verdict: () => ({ failure: 'rejected', because }) })).details?.because;
    expect(await told('CONTACT_EXISTS')).toBe('CONTACT_EXISTS');
    expect(await told('ana@example.com exists')).toBeUndefined();
  });
});
