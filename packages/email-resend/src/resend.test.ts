import { type DispatchContext, isSintoniaError, type Message } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailApi, reply } from '../../../tools/servers/mail-api.js';
import { testMessage } from '../../../tools/servers/mail-message.js';
import { resend } from './resend.js';
import { fakeResend, officialBodies, resendFor, secret } from './resend-api.fixture.js';
import type { ResendOptions } from './resend-options.js';

const context = (idempotencyKey = 'key-1'): DispatchContext => ({ idempotencyKey, abort: AbortSignal.timeout(5000) });
const file = { name: 'ticket.pdf', contentType: 'application/pdf', content: 'JVBERi0=' };
const full = testMessage({
  unsubscribe: { url: 'https://shop.example/u/abc', mailto: 'leave@shop.example' },
  content: {
    subject: 'For you',
    text: 'Three mugs.',
    html: '<p>Three <img src="cid:mug"> mugs.</p>',
    replyTo: 'help@shop.example',
    attachments: [file, { ...file, name: 'mug.png', contentType: 'image/png', contentId: 'mug' }],
  },
});

let fake: Awaited<ReturnType<typeof fakeResend>>;
beforeEach(async () => {
  fake = await fakeResend();
});
afterEach(() => {
  fake.close();
  expect(fake.mistakes).toEqual([]);
});

describe('a request', () => {
  it('says all that the message does', async () => {
    const sender = resendFor(fake.url, { from: { name: 'Mugs, Inc. "M"', address: 'shop@example.com' } });
    expect(await sender.dispatch(full, context())).toEqual({ providerId: 'id-0-0' });
    const [{ path, headers, body }] = fake.requests as [(typeof fake.requests)[number]];
    expect([path, headers.authorization, headers['idempotency-key']]).toEqual([
      '/emails',
      'Bearer re_hunter_2',
      'key-1',
    ]);
    expect(body).toEqual({
      from: '"Mugs, Inc. \\"M\\"" <shop@example.com>',
      to: ['ana@example.com'],
      subject: 'For you',
      text: 'Three mugs.',
      html: '<p>Three <img src="cid:mug"> mugs.</p>',
      reply_to: 'help@shop.example',
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': 'en',
        'X-Sintonia-Send-Key': 'key-1',
        'List-Unsubscribe': '<mailto:leave@shop.example>, <https://shop.example/u/abc>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      tags: [
        { name: 'send_key', value: 'key-1' },
        { name: 'campaign', value: 'weekly' },
      ],
      attachments: [
        { filename: 'ticket.pdf', content_type: 'application/pdf', content: 'JVBERi0=' },
        { filename: 'mug.png', content_type: 'image/png', content: 'JVBERi0=', content_id: 'mug' },
      ],
    });
  });

  it.skipIf(officialBodies === undefined)(
    'is checked by the official description (skipped: ../shared/specs is absent)',
    () => {
      const check = officialBodies?.('/emails');
      const good = { from: 'a@b.c', to: ['a@b.c'], subject: '' };
      expect(check?.(good)).toEqual([]);
      expect(check?.({ ...good, replyTo: 'a@b.c' })).toHaveLength(1);
      expect(check?.({ ...good, to: [] })).not.toEqual([]);
    },
  );

  it('has a key that a header can hold, whatever the send key', async () => {
    const sender = resendFor(fake.url);
    for (const sendKey of ['ñ', 'a b', 'x'.repeat(257), 'x'.repeat(256)]) {
      await sender.dispatch(testMessage({ sendKey }), context(sendKey));
    }
    const keys = fake.requests.map(({ headers }) => headers['idempotency-key'] as string);
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{1,256}$/);
  });

  it('of a message that was taken already takes nothing, and gives the same receipt', async () => {
    const again = [await fake.dispatcher.dispatch(full, context()), await fake.dispatcher.dispatch(full, context())];
    expect(again[1]).toEqual(again[0]);
    expect(fake.delivered()).toHaveLength(1);
  });

  it('of more than 40 MB is not made', async () => {
    const attachments = Array.from({ length: 5 }, () => ({ ...file, content: 'AAAA'.repeat(2_100_000) }));
    const message = testMessage({ content: { text: 'x', attachments } });
    await expect(fake.dispatcher.dispatch(message, context())).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_REJECTED',
    });
    expect(fake.requests).toHaveLength(0);
  });
});

describe('a batch', () => {
  const several = (count: number, changes: (index: number) => Partial<Message> = () => ({})) =>
    Array.from({ length: count }, (_, index) => testMessage({ sendKey: `key-${index}`, ...changes(index) }));
  const codes = (words: readonly unknown[]) =>
    words.map((word) => (isSintoniaError(word) ? word.code.replace('SINTONIA_', '') : word));

  it('of 100 goes in one request, and files go one by one', async () => {
    const messages = several(100, (index) => (index % 50 === 1 ? { content: full.content } : {}));
    const words = await fake.dispatcher.dispatchMany(messages, context());
    expect(words.every((word) => 'providerId' in word)).toBe(true);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/emails/batch', '/emails', '/emails']);
    expect(fake.requests.map(({ headers }) => headers['idempotency-key']).slice(1)).toEqual(['key-1', 'key-51']);
    expect(fake.requests[0]?.headers['x-batch-validation']).toBe('permissive');
    expect(fake.delivered()).toHaveLength(100);
  });

  it.each<[string, number, unknown, readonly unknown[]]>([
    [
      'some refused',
      200,
      { data: [{ id: 'a' }, { id: 'c' }], errors: [{ index: 1, message: 'Invalid `to` field.' }] },
      [{ providerId: 'a' }, 'DELIVERY_REJECTED', { providerId: 'c' }],
    ],
    [
      'all refused',
      200,
      { data: [], errors: [{ index: 0 }, { index: 1 }, { index: 2 }] },
      Array(3).fill('DELIVERY_REJECTED'),
    ],
    ['too few words', 200, { data: [{ id: 'a' }] }, Array(3).fill('DELIVERY_UNKNOWN')],
    [
      'too few words, one of them a no',
      200,
      { data: [{ id: 'a' }], errors: [{ index: 2 }] },
      ['DELIVERY_UNKNOWN', 'DELIVERY_UNKNOWN', 'DELIVERY_REJECTED'],
    ],
    ['words that are none', 200, { data: [null, { id: 7 }, 'x'] }, Array(3).fill('DELIVERY_UNKNOWN')],
    ['a no to all', 422, { name: 'validation_error' }, Array(3).fill('DELIVERY_REJECTED')],
    ['a no to the key', 403, { name: 'invalid_api_key' }, Array(3).fill('DELIVERY_UNAUTHORISED')],
  ])('with %s says so of each', async (_what, status, answer, expected) => {
    const api = await mailApi(() => reply(status, answer));
    const words = await resendFor(api.url).dispatchMany(several(3), context());
    api.close();
    expect(codes(words)).toEqual(expected);
  });

  it('of which nothing is fit to be sent makes no request', async () => {
    const words = await fake.dispatcher.dispatchMany(
      several(2, () => ({ to: 'nobody' })),
      context(),
    );
    expect(codes(words)).toEqual(['ADDRESS_INVALID', 'ADDRESS_INVALID']);
    expect(fake.requests).toHaveLength(0);
  });
});

it.each<[string, Partial<Record<keyof ResendOptions | 'sekret', unknown>>]>([
  ['apiKey', { apiKey: 'hunter 2' }],
  ['from', { from: 'Hunter <hunter@example.com>' }],
  ['url', { url: 'http://hunter.example' }],
  ['url', { url: 'https://api.resend.com/?hunter' }],
  ['webhookSecret', { webhookSecret: 'hunter-2' }],
  ['concurrency', { concurrency: 0 }],
  ['perSecond', { perSecond: 0 }],
  ['timeoutMs', { timeoutMs: Number.NaN }],
  ['fetch', { fetch: 'hunter' }],
  ['sekret', { sekret: 'hunter' }],
])('option %s is named when it is wrong, and not repeated', (field, changes) => {
  try {
    resend({ apiKey: 're_12345678', from: 'shop@example.com', webhookSecret: secret, ...changes } as ResendOptions);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
    expect(String(error)).not.toContain('hunter');
  }
});
