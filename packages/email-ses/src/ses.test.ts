import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { mailOf } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testMessage } from '../../../tools/servers/mail-message.js';
import { ses } from './ses.js';
import { credentials, localSes, signatureMistake } from './ses-api.fixture.js';
import type { SesOptions } from './ses-options.js';
import { sesRequest } from './ses-request.js';

const context = { idempotencyKey: 'key-1', abort: new AbortController().signal };
const rich: Partial<Message> = {
  sendKey: 'weekly/2026-W47/ana',
  campaign: 'Otoño',
  unsubscribe: { url: 'https://shop.example/u/abc', mailto: 'out@shop.example' },
  content: {
    subject: 'Ana, für dich: 3 Tassen ☕',
    text: '',
    html: '<p>Hola <img src="cid:logo"></p>',
    replyTo: 'help@shop.example',
    attachments: [
      { name: 'Rechnung für Ana.pdf', contentType: 'application/pdf', content: 'JVBERi0xLjc=' },
      { name: 'logo.png', contentType: 'image/png', content: 'iVBORw0KGgo=', contentId: 'logo' },
    ],
  },
};
const setUp = { configurationSet: 'mail', feedbackAddress: 'bounces@shop.example' };

describe('a request', () => {
  let local: Awaited<ReturnType<typeof localSes>>;
  beforeAll(async () => {
    const from = { name: 'Café Söze, S.A.', address: 'shop@example.com' };
    local = await localSes({ from, ...setUp });
  });
  afterAll(() => local.close());

  it('holds everything, and is taken by aws-ses-v2-local', async () => {
    const { providerId } = await local.dispatcher.dispatch(testMessage(rich), context);
    expect(providerId).toMatch(/^\S+$/);
    expect(local.mistakes).toEqual([]);
    expect((await local.stored()).at(-1)).toMatchObject({
      from: '=?UTF-8?B?Q2Fmw6kgU8O2emUsIFMuQS4=?= <shop@example.com>',
      replyTo: ['help@shop.example'],
      destination: { to: ['ana@example.com'], cc: [], bcc: [] },
      subject: 'Ana, für dich: 3 Tassen ☕',
      body: { text: 'Hola', html: '<p>Hola <img src="cid:logo"></p>' },
      attachments: [
        { filename: 'Rechnung für Ana.pdf', contentType: 'application/pdf', contentDisposition: 'ATTACHMENT' },
        { filename: 'logo.png', contentDisposition: 'INLINE', contentId: 'logo', content: 'iVBORw0KGgo=' },
      ],
      headers: expect.arrayContaining([
        { name: 'List-Unsubscribe', value: '<mailto:out@shop.example>, <https://shop.example/u/abc>' },
        { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
        { name: 'Auto-Submitted', value: 'auto-generated' },
      ]),
    });
    expect(local.requests.at(-1)?.body).toMatchObject({
      ConfigurationSetName: 'mail',
      FeedbackForwardingEmailAddress: 'bounces@shop.example',
      EmailTags: [
        { Name: 'send_key', Value: `b64_${Buffer.from('weekly/2026-W47/ana').toString('base64url')}` },
        { Name: 'campaign', Value: `b64_${Buffer.from('Otoño').toString('base64url')}` },
      ],
    });
  });

  it('is the one that the SDK of AWS makes', async () => {
    await local.dispatcher.dispatch(testMessage(rich), context);
    const ours = local.requests.at(-1);
    let theirs: { readonly method: string; readonly path: string; readonly body: unknown } | undefined;
    const requestHandler = {
      handle(request: { method: string; path: string; body: string | Uint8Array }) {
        theirs = { ...request, body: JSON.parse(Buffer.from(request.body as Uint8Array).toString()) };
        throw new Error('as the test wants it');
      },
    };
    const client = new SESv2Client({
      // A copy: the SDK writes into what it is given.
      region: 'eu-west-1',
      credentials: { ...credentials },
      requestHandler: requestHandler as never,
      maxAttempts: 1,
    });
    await expect(client.send(new SendEmailCommand(sdkInput(ours?.body)))).rejects.toThrow('as the test wants it');
    expect({ method: theirs?.method, path: theirs?.path, body: theirs?.body }).toEqual({
      method: ours?.method,
      path: ours?.path,
      body: ours?.body,
    });
  });

  /** The SDK takes bytes where the wire has base64. */
  function sdkInput(body: unknown): SendEmailCommandInput {
    const input = structuredClone(body) as { Content: { Simple: { Attachments: { RawContent: unknown }[] } } };
    for (const file of input.Content.Simple.Attachments)
      file.RawContent = Buffer.from(String(file.RawContent), 'base64');
    return input as unknown as SendEmailCommandInput;
  }

  it('carries a temporary token, signed along, from a function that gives keys', async () => {
    // The SDK's own functions say more than keys.
    const more = { expiration: new Date(), $source: { CREDENTIALS_PROCESS: 'v' } };
    const keys = async () => ({ ...credentials, sessionToken: 'token-of-an-hour', ...more });
    const other = await localSes({ credentials: keys });
    try {
      await other.dispatcher.dispatch(testMessage(), context);
      const [request] = other.requests;
      expect(request?.headers['x-amz-security-token']).toBe('token-of-an-hour');
      expect(request?.headers.authorization).toContain('x-amz-security-token');
      expect(other.mistakes).toEqual([]);
      const forged = { ...request?.headers, 'x-amz-security-token': 'token-of-a-thief' };
      expect(request && signatureMistake({ ...request, headers: forged })).toBe('another signature');
    } finally {
      other.close();
    }
  });

  it.each([
    ['throws', () => Promise.reject(new Error('hunter-2'))],
    ['gives nothing', () => ({}) as never],
  ])('is not made where the function that gives keys %s', async (_what, keys) => {
    const plugin = ses({ region: 'eu-west-1', credentials: keys, from: 'shop@example.com' });
    const failure = await plugin.dispatchers[0].dispatch(testMessage(), context).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SINTONIA_DELIVERY_UNAUTHORISED' });
    expect(JSON.stringify(failure)).not.toContain('hunter');
  });

  it('has a subject that means what somebody wrote', () => {
    const message = testMessage({ content: { subject: '=?utf-8?Q?Hi=0D=0ABcc:_eve@example.com?=', text: 'x' } });
    const { Content } = sesRequest(message, mailOf(message, { from: { address: 'shop@example.com' } }), {
      configurationSet: undefined,
      feedbackAddress: undefined,
    });
    expect(Content.Simple.Subject.Data).toMatch(/^=\?UTF-8\?B\?[A-Za-z\d+/=]+\?=$/);
  });
});

describe('options', () => {
  const good = { region: 'eu-west-1', credentials, from: 'shop@example.com' };

  it.each<[field: string, changes: Record<string, unknown>]>([
    ['region', { region: 'Ireland' }],
    ['region', { region: 'eu-west-1.evil.example/' }],
    ['from', { from: 'Shop <shop@example.com>' }],
    ['credentials', { credentials: undefined }],
    ['credentials.secretAccessKey', { credentials: { accessKeyId: 'AKIAHUNTER' } }],
    ['configurationSet', { configurationSet: 'a b' }],
    ['feedbackAddress', { feedbackAddress: 'a, b' }],
    ['topicArn', { topicArn: 'mail' }],
    ['topicArn', { topicArn: [] }],
    ['topicArn', { topicArn: 'arn:aws:sns:eu-west-1.evil.example:123456789012:mail' }],
    ['url', { url: 'http://email.eu-west-1.amazonaws.com' }],
    ['retries', { retries: 3 }],
  ])('name %s when it is wrong', (field, changes) => {
    try {
      ses({ ...good, ...changes } as SesOptions);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toMatch(/hunter|evil|Shop/i);
    }
  });
});
