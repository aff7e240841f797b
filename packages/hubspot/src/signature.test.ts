import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { clientSecret } from './hubspot-server.fixture.js';
import { NOW, signedRequest } from './signed-request.fixture.js';
import { verifySignature } from './verify-signature.js';

function isVerified(request: WebhookRequest, secrets: readonly string[] = [clientSecret], uri?: string): boolean {
  try {
    verifySignature(request, { secrets, uri });
    return true;
  } catch (error) {
    if (!isSintoniaError(error, 'WEBHOOK_UNVERIFIED')) throw error;
    return false;
  }
}

const headersOf = (signature: string, at = String(NOW)) => ({
  'x-hubspot-signature-v3': signature,
  'x-hubspot-request-timestamp': at,
});

describe('a signature', () => {
  it('is the published one', () => {
    const headers = headersOf('aK2NZFbR8OHlB2hoS+IoqmEHyJguT/bYIS1HybwgB0Y=');
    const url = 'https://www.example.com/webhook_uri';
    expect(isVerified({ method: 'POST', url, headers, rawBody: Buffer.from('{"a":1}'), receivedAt: NOW })).toBe(true);
  });

  it('covers every bit of itself and of a body of 300 bytes', () => {
    const request = signedRequest('x'.repeat(300));
    const signature = request.headers['X-HubSpot-Signature-v3'] ?? '';
    const flipped = (bytes: Uint8Array, bit: number) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    expect(isVerified(request)).toBe(true);
    const bits = (length: number) => Array.from({ length: length * 8 }, (_, bit) => bit);
    const forgedBodies = bits(300).filter((bit) => isVerified({ ...request, rawBody: flipped(request.rawBody, bit) }));
    const forgedSignatures = bits(signature.length).filter((bit) =>
      isVerified({ ...request, headers: headersOf(flipped(Buffer.from(signature), bit).toString('latin1')) }),
    );
    expect([forgedBodies, forgedSignatures]).toEqual([[], []]);
  });

  it.each([
    [-299_000, true],
    [299_000, true],
    [-301_000, false],
    [301_000, false],
  ])('of %i ms away is taken: %s', (away, isTaken) => {
    expect(isVerified({ ...signedRequest('[]'), receivedAt: NOW + away })).toBe(isTaken);
  });

  it('may be by the new secret or the old one, and by no other; without any secret nothing is taken', () => {
    const secrets = ['new-secret', 'old-secret'];
    for (const secret of secrets) expect(isVerified(signedRequest('[]', { secret }), secrets)).toBe(true);
    expect(isVerified(signedRequest('[]', { secret: 'another-secret' }), secrets)).toBe(false);
    expect(isVerified(signedRequest('[]'), [])).toBe(false);
  });

  it('covers method and address, of which HubSpot decodes twelve escapes and no other', () => {
    const url = 'https://x.example/a%20b%2fc?to=ana%40example.com&t=%3a%C3%A9';
    const request = signedRequest('[]', { url });
    expect(isVerified(request)).toBe(true);
    expect(isVerified({ ...request, url: 'https://x.example/a%20b/c?to=ana@example.com&t=:%C3%A9' })).toBe(true);
    expect(isVerified({ ...request, url: 'https://x.example/a b/c?to=ana@example.com&t=:%C3%A9' })).toBe(false);
    expect(isVerified({ ...request, method: 'PUT' })).toBe(false);
  });

  it('is of the address that HubSpot has, where a proxy shows another', () => {
    const request = { ...signedRequest('[]'), url: 'http://10.0.0.7:8080/hooks' };
    expect(isVerified(request)).toBe(false);
    expect(isVerified(request, [clientSecret], 'https://www.example.com/webhook_uri')).toBe(true);
    expect(isVerified({ ...request, url: '/hooks' })).toBe(false);
  });
});
