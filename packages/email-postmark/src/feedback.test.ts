import { describe, expect, it } from 'vitest';
import { postmark } from './postmark.js';
import { login, postmarkFor } from './postmark-api.fixture.js';
import { bounce, change, webhook } from './webhooks.fixture.js';

const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const url = 'https://api.postmarkapp.com';
const dispatcher = postmarkFor(url);

describe('verification', () => {
  it('takes the login, the old one and the new one while it is changed, and nobody else', async () => {
    const old = { user: 'postmark', password: 'old-password-1234' };
    const both = postmarkFor(url, { webhook: [old, login] });
    for (const proof of [old, login]) await both.verify(webhook('{}', 'trace', proof));
    await expect(dispatcher.verify(webhook('{}', 'trace', old))).rejects.toMatchObject(unverified);
    await expect(dispatcher.verify({ ...webhook('{}'), headers: {} })).rejects.toMatchObject(unverified);
  });

  it('takes a header of its own, in any case of its name, letter by letter', async () => {
    const secret = 'a-secret-of-16-or-more';
    const own = postmarkFor(url, { webhook: { header: 'X-Shop-Secret', secret } });
    const request = (value: string) => ({ ...webhook('{}'), headers: { 'x-shop-secret': value } });
    await own.verify(request(secret));
    for (let bit = 0; bit < secret.length * 8; bit++) {
      const bytes = Buffer.from(secret);
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      await expect(own.verify(request(bytes.toString('latin1')))).rejects.toMatchObject(unverified);
    }
    for (const wrong of ['', `${secret} `, secret.slice(1)]) {
      await expect(own.verify(request(wrong))).rejects.toMatchObject(unverified);
    }
    await expect(own.verify(webhook('{}'))).rejects.toMatchObject(unverified);
  });

  it('believes nobody where nothing was set up', async () => {
    const [none] = postmark({ serverToken: 'POSTMARK_API_TEST', from: 'shop@example.com' }).dispatchers;
    await expect(none.verify(webhook('{}'))).rejects.toMatchObject(unverified);
    await expect(none.verify({ ...webhook('{}'), headers: {} })).rejects.toMatchObject(unverified);
  });
});

describe('events', () => {
  it('that are no news of people are none', () => {
    const nothing = [
      { RecordType: 'Inbound' },
      { RecordType: 'toString' },
      bounce('AutoResponder'),
      bounce('Subscribe'),
      change({ Origin: 'Customer' }),
      change({ SuppressSending: false, SuppressionReason: null }),
    ];
    for (const body of nothing) expect(dispatcher.parseFeedback(webhook(body))).toEqual([]);
    expect(dispatcher.parseFeedback(webhook(bounce('toString')))).toMatchObject([{ kind: 'softBounce' }]);
  });

  it('are told apart by the trace, and by what they say where there is none', () => {
    const idOf = (body: unknown, trace?: string) => {
      const { headers, ...request } = webhook(body, trace);
      const given = trace === undefined ? {} : headers;
      return dispatcher.parseFeedback({ ...request, headers: given })[0]?.id;
    };
    expect(idOf(bounce('HardBounce'), 'trace-7')).toBe('trace-7');
    expect(idOf(bounce('HardBounce'))).toBe(idOf(bounce('HardBounce')));
    expect(idOf(bounce('HardBounce'))).not.toBe(idOf(bounce('SoftBounce')));
  });

  it('of a change without a message name the address only', () => {
    const body = change({ MessageID: '00000000-0000-0000-0000-000000000000' });
    const [event] = dispatcher.parseFeedback(webhook(body));
    expect(event).toMatchObject({ kind: 'unsubscribe', to: 'ana@example.com' });
    expect(event).not.toHaveProperty('providerId');
  });

  it.each([
    ['body', []],
    ['RecordType', {}],
    ['body.at', bounce('HardBounce', { BouncedAt: 'soon' })],
  ])('that are broken are refused with a word about %s', (field, body) => {
    expect(() => dispatcher.parseFeedback(webhook(body))).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
    );
  });
});
