import type { WebhookRequest } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOf } from './header-of.js';
import { signStandardWebhook, verifyStandardWebhook } from './standard-webhooks.js';
import { verifyFresh } from './verify-fresh.js';
import { type HmacClaim, hmac, verifyHmac } from './verify-hmac.js';

const unverified = expect.objectContaining({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' });
const bytes = (text: string) => new TextEncoder().encode(text);

// The vendors' own vectors.
const vectors: Record<string, HmacClaim> = {
  Shopify: {
    algorithm: 'sha256',
    encoding: 'base64',
    secrets: ['test_secret_key'],
    signed: [bytes('{"foo": "bar"}')],
    signature: 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=',
  },
  'HubSpot v3': {
    algorithm: 'sha256',
    encoding: 'base64',
    secrets: ['yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'],
    signed: ['POST', 'https://www.example.com/webhook_uri', bytes('{"a":1}'), '1700000000000'],
    signature: 'aK2NZFbR8OHlB2hoS+IoqmEHyJguT/bYIS1HybwgB0Y=',
  },
  Segment: {
    algorithm: 'sha1',
    encoding: 'hex',
    secrets: ['abc123'],
    signed: [bytes('{"cool":true}')],
    signature: '5099cab379b3be52908387457007040cc934ef86',
  },
};

/** Every value that differs from this one in exactly one bit. */
function bitFlips(value: string | Uint8Array): Buffer[] {
  const original = Buffer.from(value);
  return Array.from({ length: original.length * 8 }, (_, bit) => {
    const flipped = Buffer.from(original);
    flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return flipped;
  });
}

describe.each(Object.entries(vectors))('verifyHmac by the vector of %s', (_vendor, claim) => {
  it('takes it, also beside other secrets', () => {
    expect(() => verifyHmac(claim)).not.toThrow();
    expect(() => verifyHmac({ ...claim, secrets: ['old one', ...claim.secrets] })).not.toThrow();
    expect(() => verifyHmac({ ...claim, secrets: [...claim.secrets, 'new one'] })).not.toThrow();
  });

  it('refuses every flip of a bit in signature, secret and what was signed', () => {
    let refused = 0;
    const refuse = (changes: Partial<HmacClaim>) => {
      expect(() => verifyHmac({ ...claim, ...changes })).toThrow(unverified);
      refused++;
    };
    for (const flip of bitFlips(claim.signature ?? '')) refuse({ signature: flip.toString('latin1') });
    for (const flip of bitFlips(claim.secrets[0] ?? '')) refuse({ secrets: [flip] });
    claim.signed.forEach((part, index) => {
      for (const flip of bitFlips(part)) refuse({ signed: claim.signed.toSpliced(index, 1, flip) });
    });
    expect(refused).toBeGreaterThan(400);
  });

  it('refuses every flip of a bit in a body of 300 bytes', () => {
    const [secret = ''] = claim.secrets;
    const body = bytes('{"order":"4711"}'.padEnd(300, ' '));
    const signature = hmac(claim, secret, [body]);
    verifyHmac({ ...claim, signed: [body], signature });
    for (const flip of bitFlips(body)) {
      expect(() => verifyHmac({ ...claim, signed: [flip], signature })).toThrow(unverified);
    }
  });

  it.each<[string, Partial<HmacClaim>]>([
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['no secret', { secrets: [] }],
    ['an empty secret', { secrets: ['', ...claim.secrets] }],
    ['other letters for the same bytes', { signature: claim.signature?.toUpperCase() }],
    ['a signature without padding', { signature: claim.signature?.replace('=', ' ').trim().slice(0, -1) }],
    ['a signature and more', { signature: `${claim.signature} ` }],
  ])('refuses %s', (_what, changes) => {
    expect(() => verifyHmac({ ...claim, ...changes })).toThrow(unverified);
  });

  it('refuses the signature of an empty secret', () => {
    expect(() => verifyHmac({ ...claim, secrets: [''], signature: hmac(claim, '', claim.signed) })).toThrow(unverified);
  });
});

describe('verifyFresh', () => {
  const now = 1_700_000_000_000;
  it.each([-301, -300.001, 300.001, 301])('refuses %d seconds', (seconds) => {
    expect(() => verifyFresh(String(now / 1000), now + seconds * 1000)).toThrow(unverified);
    expect(() => verifyFresh(String(now), now + seconds * 1000, { unit: 'milliseconds' })).toThrow(unverified);
  });
  it.each([-300, -299, 0, 299, 300])('takes %d seconds', (seconds) => {
    verifyFresh(String(now / 1000), now + seconds * 1000);
    verifyFresh(String(now), now + seconds * 1000, { unit: 'milliseconds' });
  });
  it.each([undefined, '', ' ', '1e9', '-1700000000', '1700000000.5', '0x6553f100', 'NaN', '9'.repeat(16)])(
    'refuses %j',
    (timestamp) => {
      expect(() => verifyFresh(timestamp, now)).toThrow(unverified);
    },
  );
  it('refuses to compare with no time at all', () => {
    expect(() => verifyFresh('1700000000', Number.NaN)).toThrow(unverified);
  });
});

describe('verifyStandardWebhook', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const headers = {
    'Webhook-Id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const request: WebhookRequest = {
    method: 'POST',
    url: 'https://example.com/hook',
    headers,
    rawBody: bytes('{"test": 2432232314}'),
    receivedAt: 1_614_265_330_000,
  };
  const verify = (changes: Partial<WebhookRequest>, secrets = [secret]) =>
    verifyStandardWebhook({ ...request, ...changes }, { secrets });

  it("takes Svix's vector, and gives its id", () => {
    expect(verify({})).toBe('msg_p5jXN8AQM9LWM0D4loKWxJek');
    const svix = Object.entries(headers).map(([name, value]) => [name.toLowerCase().replace('webhook', 'SVIX'), value]);
    expect(verify({ headers: Object.fromEntries(svix) })).toBe('msg_p5jXN8AQM9LWM0D4loKWxJek');
  });

  it('takes one of several signatures, and one of several secrets', () => {
    const several = `v1a,x v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
    verify({ headers: { ...headers, 'webhook-signature': several } });
    verify({}, ['whsec_b2xkIG9uZQ==', secret]);
  });

  it('refuses every flip of a bit', () => {
    const parts = { ...headers };
    for (const name of Object.keys(parts) as (keyof typeof parts)[]) {
      for (const flip of bitFlips(parts[name])) {
        expect(() => verify({ headers: { ...parts, [name]: flip.toString('latin1') } }), `${name} ${flip}`).toThrow(
          unverified,
        );
      }
    }
    for (const flip of bitFlips(request.rawBody)) expect(() => verify({ rawBody: flip })).toThrow(unverified);
  });

  it('holds to 300 seconds on both sides', () => {
    for (const seconds of [-299, 299]) verify({ receivedAt: request.receivedAt + seconds * 1000 });
    for (const seconds of [-301, 301]) {
      expect(() => verify({ receivedAt: request.receivedAt + seconds * 1000 })).toThrow(unverified);
    }
  });

  it('refuses what lacks a part, has no secret, or moves a dot', () => {
    for (const name of Object.keys(headers)) {
      expect(() => verify({ headers: { ...headers, [name]: undefined } })).toThrow(unverified);
    }
    for (const secrets of [[], [''], ['whsec_'], ['whsec_!!!!'], ['whsec_b3RoZXI=']]) {
      expect(() => verify({}, secrets)).toThrow(unverified);
    }
    const moved = signStandardWebhook('body', { id: 'a', timestamp: request.receivedAt, secret });
    expect(() => verify({ headers: { ...moved, 'webhook-id': 'a.1614265330' }, rawBody: bytes('body') })).toThrow(
      unverified,
    );
  });

  it('takes whatever signStandardWebhook signed, and nothing that anybody else made up', () => {
    const anything = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(anything, fc.uuid(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (rawBody, id, key) => {
        const secret = `whsec_${Buffer.from(key).toString('base64')}`;
        const signed = signStandardWebhook(rawBody, { id, timestamp: request.receivedAt, secret });
        expect(verify({ headers: signed, rawBody }, [secret])).toBe(id);
        expect(() => verify({ headers: signed, rawBody })).toThrow(unverified);
      }),
    );
  });
});

describe('headerOf', () => {
  it('finds a header in any case, but not one that is there twice', () => {
    expect(headerOf({ 'X-Signature': 'a' }, 'x-signature')).toBe('a');
    expect(headerOf({ 'X-Signature': 'a', 'x-signature': 'a' }, 'x-signature')).toBe('a');
    expect(headerOf({ 'X-Signature': 'a', 'x-signature': 'b' }, 'x-signature')).toBeUndefined();
    expect(headerOf({ 'x-signature': '' }, 'x-signature')).toBeUndefined();
  });
});
