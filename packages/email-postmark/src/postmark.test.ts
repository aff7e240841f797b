import { type DispatchContext, isSintoniaError, type Message } from '@sintonia/spec';
import { type Models, ServerClient } from 'postmark';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailApi, reply, reset } from '../../../tools/servers/mail-api.js';
import { testMessage } from '../../../tools/servers/mail-message.js';
import { postmark } from './postmark.js';
import { fakePostmark, login, postmarkFor } from './postmark-api.fixture.js';
import type { PostmarkEmail } from './postmark-email.js';
import type { PostmarkOptions } from './postmark-options.js';

const context: DispatchContext = { idempotencyKey: 'key-1', abort: AbortSignal.timeout(10_000) };
const file = { name: 'ticket.pdf', contentType: 'application/pdf', content: 'JVBERi0=' };
const full = testMessage({
  unsubscribe: { url: 'https://shop.example/u/abc' },
  content: {
    subject: 'For you',
    text: 'Three mugs.',
    html: '<p>Three <img src="cid:mug"> mugs.</p>',
    replyTo: 'help@shop.example',
    attachments: [file, { ...file, name: 'mug.png', contentType: 'image/png', contentId: 'mug' }],
  },
});
const several = (count: number, changes: (index: number) => Partial<Message> = () => ({})) =>
  Array.from({ length: count }, (_, index) => testMessage({ sendKey: `key-${index}`, ...changes(index) }));
const codes = (words: readonly unknown[]) =>
  words.map((word) => (isSintoniaError(word) ? word.code.replace('SINTONIA_DELIVERY_', '') : word));

let fake: Awaited<ReturnType<typeof fakePostmark>>;
beforeEach(async () => {
  fake = await fakePostmark();
});
afterEach(() => fake.close());

describe('a request', () => {
  it('says all that the message does', async () => {
    const from = { name: 'Mug Shop', address: 'shop@example.com' };
    const sender = postmarkFor(fake.url, { from, track: { opens: true, clicks: true } });
    expect(await sender.dispatch(full, context)).toEqual({ providerId: 'id-1' });
    const [{ path, headers, body }] = fake.requests as [(typeof fake.requests)[number]];
    expect([path, headers['x-postmark-server-token']]).toEqual(['/email', 'hunter-2-token']);
    expect(body).toEqual({
      From: 'Mug Shop <shop@example.com>',
      To: 'ana@example.com',
      ReplyTo: 'help@shop.example',
      Subject: 'For you',
      TextBody: 'Three mugs.',
      HtmlBody: '<p>Three <img src="cid:mug"> mugs.</p>',
      Tag: 'weekly',
      Metadata: { send_key: 'key-1' },
      Headers: [
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'Content-Language', Value: 'en' },
        { Name: 'X-Sintonia-Send-Key', Value: 'key-1' },
        { Name: 'List-Unsubscribe', Value: '<https://shop.example/u/abc>' },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ],
      TrackOpens: true,
      TrackLinks: 'HtmlAndText',
      MessageStream: 'broadcast',
      Attachments: [
        { Name: 'ticket.pdf', Content: 'JVBERi0=', ContentType: 'application/pdf', ContentID: null },
        { Name: 'mug.png', Content: 'JVBERi0=', ContentType: 'image/png', ContentID: 'cid:mug' },
      ],
    });
  });

  it("is what Postmark's own client makes of the same", async () => {
    await postmarkFor(fake.url).dispatchMany([full, testMessage()], context);
    const [ours] = fake.requests as [(typeof fake.requests)[number]];
    const client = new ServerClient('hunter-2-token', { requestHost: new URL(fake.url).host, useHttps: false });
    // Compiles only where each member is one that Postmark's types know.
    const emails = (ours.body as PostmarkEmail[]).map((email) => email as unknown as Models.Message);
    const known: keyof Models.Message = 'MessageStream' satisfies keyof PostmarkEmail;
    expect(emails[0]).toHaveProperty(known);
    await client.sendEmailBatch(emails);
    const theirs = fake.requests[1];
    expect([theirs?.path, theirs?.method]).toEqual([ours.path, ours.method]);
    expect(theirs?.headers['x-postmark-server-token']).toBe(ours.headers['x-postmark-server-token']);
    expect(theirs?.body).toEqual(ours.body);
  });

  it('takes the stream of its purpose, and tracks nothing that nobody asked for', async () => {
    const sender = postmarkFor(fake.url, { streams: { others: 'news' } });
    await sender.dispatch(testMessage({ purpose: 'service' }), context);
    await sender.dispatch(testMessage({ sendKey: 'x'.repeat(81) }), context);
    expect(fake.requests.map(({ body }) => body)).toMatchObject([
      { MessageStream: 'outbound', TrackOpens: false, TrackLinks: 'None', Metadata: { send_key: 'key-1' } },
      { MessageStream: 'news', TrackOpens: false, TrackLinks: 'None', Metadata: {} },
    ]);
  });

  it('of more than 10 MB is not made', async () => {
    const attachments = Array.from({ length: 2 }, () => ({ ...file, content: 'AAAA'.repeat(1_300_000) }));
    const message = testMessage({ content: { text: 'x', attachments } });
    await expect(fake.dispatcher.dispatch(message, context)).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_REJECTED',
    });
    expect(fake.requests).toHaveLength(0);
  });
});

describe('a batch', () => {
  it('of 500 goes in one request', async () => {
    const words = await fake.dispatcher.dispatchMany(several(500), context);
    expect(words.every((word) => 'providerId' in word)).toBe(true);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/email/batch']);
  });

  it('of more than 50 MB goes in as many as it takes, in order', async () => {
    const attachments = [{ ...file, content: 'AAAA'.repeat(1_500_000) }];
    const words = await fake.dispatcher.dispatchMany(
      several(9, () => ({ content: { text: 'x', attachments } })),
      context,
    );
    expect(words.map((word) => 'providerId' in word && word.providerId)).toEqual(
      words.map((_, index) => `id-${index + 1}`),
    );
    expect(fake.requests.map(({ body }) => (body as unknown[]).length)).toEqual([8, 1]);
  });

  const good = { ErrorCode: 0, MessageID: 'a' };
  it.each<[string, number, unknown, readonly unknown[]]>([
    ['some refused', 200, [good, { ErrorCode: 406 }, good], [{ providerId: 'a' }, 'REJECTED', { providerId: 'a' }]],
    [
      'no credits half way',
      200,
      [good, { ErrorCode: 405 }, { ErrorCode: 100 }],
      [{ providerId: 'a' }, 'UNAUTHORISED', 'TRANSIENT'],
    ],
    ['too few words', 200, [good], Array(3).fill('UNKNOWN')],
    ['words that are none', 200, [null, { ErrorCode: 0 }, { ErrorCode: '0' }], Array(3).fill('UNKNOWN')],
    ['a no to all', 422, { ErrorCode: 402 }, Array(3).fill('REJECTED')],
    ['a no to the token', 401, { ErrorCode: 10 }, Array(3).fill('UNAUTHORISED')],
  ])('with %s says so of each', async (_what, status, answer, expected) => {
    const api = await mailApi(() => reply(status, answer));
    const words = await postmarkFor(api.url).dispatchMany(several(3), context);
    api.close();
    expect(codes(words)).toEqual(expected);
  });

  it('whose answer is lost is asked for once only', async () => {
    const api = await mailApi(() => reset);
    const words = await postmarkFor(api.url).dispatchMany(
      several(3, (index) => (index === 0 ? { to: 'nobody' } : {})),
      context,
    );
    api.close();
    expect(codes(words)).toEqual(['SINTONIA_ADDRESS_INVALID', 'UNKNOWN', 'UNKNOWN']);
    expect(api.requests).toHaveLength(1);
  });
});

it.each<[string, Partial<Record<keyof PostmarkOptions | 'sekret', unknown>>]>([
  ['serverToken', { serverToken: 'hunter 2' }],
  ['from', { from: 'Hunter <hunter@example.com>' }],
  ['url', { url: 'http://hunter.example' }],
  ['streams.service', { streams: { service: '' } }],
  ['track.opens', { track: { opens: 'hunter' } }],
  ['webhook', { webhook: [] }],
  ['webhook', { webhook: { ...login, header: 'x-hunter', secret: 'hunter' } }],
  ['webhook.password', { webhook: { user: 'a', password: 'hunter' } }],
  ['webhook.header', { webhook: { header: 'x hunter', secret: 'hunter-2-hunter-2' } }],
  ['webhook.secret', { webhook: { header: 'x-a', secret: '' } }],
  ['sekret', { sekret: 'hunter' }],
])('option %s is named when it is wrong, and not repeated', (field, changes) => {
  try {
    postmark({ serverToken: 'POSTMARK_API_TEST', from: 'shop@example.com', ...changes } as PostmarkOptions);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
    expect(String(error)).not.toContain('hunter');
  }
});
