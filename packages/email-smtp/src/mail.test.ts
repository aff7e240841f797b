import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext, testMessage } from '../../../tools/servers/mail-message.js';
import { type SmtpPlugin, smtp } from './smtp.js';
import { type TestServer, testServer } from './smtp-server.fixture.js';

let server: TestServer;
let plugin: SmtpPlugin;
const now = Date.UTC(2026, 10, 22, 8, 30);

beforeAll(async () => {
  server = await testServer();
  plugin = smtp({ url: server.url, from: { name: 'Café Söze, S.A.', address: 'shop@exämple.com' }, connections: 3 });
  await plugin.setup?.({ tenant: 'default', clock: { now: () => now } });
});
beforeEach(() => {
  server.taken.length = 0;
});
afterAll(async () => {
  await plugin.close();
  await server.close();
});

async function sent(changes: Parameters<typeof testMessage>[0]): Promise<Email> {
  await plugin.dispatchers[0].dispatch(testMessage(changes), testContext());
  return PostalMime.parse(server.taken.at(-1)?.raw ?? '');
}

const header = (mail: Email, key: string) => mail.headers.filter((each) => each.key === key).map(({ value }) => value);

describe('a mail', () => {
  it('says field by field what the message says', async () => {
    const content = {
      subject: 'Ana, für dich: 3 Tassen ☕ – ¡míralas!',
      text: 'Hola Ana:\n\n.\nEsto te gustará: «Tassen» 日本語\n',
      html: '<p lang="es">Hola <b>Ana</b> – 日本語 <a href="https://example.com/?a=1&amp;b=2">míralas</a></p>',
    };
    const mail = await sent({ to: 'Ana.O+tag@EXÄMPLE.org', locale: 'es-MX', sendKey: 'weekly/2026-W47/ana', content });
    expect(mail.from).toMatchObject({ name: 'Café Söze, S.A.' });
    expect(mail.to).toHaveLength(1);
    expect(mail.subject).toBe(content.subject);
    expect(mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(content.text.trimEnd());
    expect(mail.html?.trim()).toBe(content.html);
    expect(mail.date).toBe(new Date(now).toISOString());
    expect(header(mail, 'auto-submitted')).toEqual(['auto-generated']);
    expect(header(mail, 'content-language')).toEqual(['es-MX']);
    expect(header(mail, 'x-sintonia-send-key')).toEqual(['weekly/2026-W47/ana']);
    expect(mail.attachments).toEqual([]);
    // This server shows domains in Unicode; on the wire they are as in the header.
    expect(server.taken[0]).toMatchObject({ from: 'shop@exämple.com', to: ['Ana.O+tag@exämple.org'] });
    expect(server.taken[0]?.raw.toString('latin1')).toMatch(/^To: Ana\.O\+tag@xn--exmple-cua\.org\r$/m);
  });

  it('has a Message-ID that depends on the send key only, and is the receipt', async () => {
    const [first, again, other] = [
      await sent({}),
      await sent({ content: { text: 'x' } }),
      await sent({ sendKey: 'key-2' }),
    ];
    expect(first.messageId).toMatch(/^<[\w-]{32}@xn--exmple-cua\.com>$/);
    expect(again.messageId).toBe(first.messageId);
    expect(other.messageId).not.toBe(first.messageId);
    const receipt = await plugin.dispatchers[0].dispatch(testMessage(), testContext());
    expect(receipt).toEqual({ providerId: first.messageId });
  });

  it('brings files beside the text and images within it, where answers go, and the way out', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const pdf = Buffer.from('%PDF-1.7 \0\xff Tassen', 'latin1');
    const mail = await sent({
      unsubscribe: { url: 'https://shop.example/u/abc', mailto: 'out@shop.example' },
      content: {
        subject: 'Rechnung',
        text: '',
        html: '<p>Hola <img src="cid:logo@shop"></p>',
        replyTo: 'help@shop.example',
        attachments: [
          {
            name: 'Rechnung für Ana =?utf-8?Q?x?=.pdf',
            contentType: 'application/pdf',
            content: pdf.toString('base64'),
          },
          { name: 'logo.png', contentType: 'image/png', content: png.toString('base64'), contentId: 'logo@shop' },
        ],
      },
    });
    expect(mail.text?.trim()).toBe('Hola');
    expect(mail.replyTo).toEqual([{ name: '', address: 'help@shop.example' }]);
    const files = mail.attachments.map(({ content, ...rest }) => ({
      ...rest,
      bytes: Buffer.from(content as ArrayBuffer),
    }));
    expect(files).toHaveLength(2);
    expect(files.find(({ mimeType }) => mimeType === 'application/pdf')).toMatchObject({
      // No encoded word, in which a path could hide.
      filename: 'Rechnung für Ana = ?utf-8?Q?x?=.pdf',
      disposition: 'attachment',
      bytes: pdf,
    });
    expect(files.find(({ mimeType }) => mimeType === 'image/png')).toMatchObject({
      filename: 'logo.png',
      disposition: 'inline',
      contentId: '<logo@shop>',
      related: true,
      bytes: png,
    });
    expect(header(mail, 'list-unsubscribe')).toEqual(['<mailto:out@shop.example>, <https://shop.example/u/abc>']);
    expect(header(mail, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
  });

  it('reads no file and no address that content names', async () => {
    const content = {
      text: 'path: /etc/passwd',
      html: '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x.png">',
    };
    const mail = await sent({ content });
    expect(mail.html?.trim()).toBe(content.html);
    expect(mail.attachments).toEqual([]);
  });

  it.each([
    ['subject', { content: { subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody', text: 'text' } }],
    [
      'subject with other line ends',
      { content: { subject: 'Hi\u2028Bcc: eve@example.com\u0085\vX: y\0', text: 'text' } },
    ],
    ['encoded subject', { content: { subject: '=?utf-8?Q?Hi=0D=0ABcc:_eve@example.com?=', text: 'text' } }],
    ['send key', { sendKey: 'key\r\nBcc: eve@example.com', content: { text: 'text' } }],
    ['locale', { locale: 'en\r\nBcc: eve@example.com', content: { text: 'text' } }],
    [
      'body',
      { content: { text: 'text\r\n.\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<eve@example.com>\r\nDATA\r\n' } },
    ],
    ['body with bare line ends', { content: { text: 'text\n.\nQUIT\r.\r\rBcc: eve@example.com' } }],
  ])('takes no header and no command from its %s', async (_where, changes) => {
    const mail = await sent(changes);
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]?.to).toEqual(['ana@example.com']);
    expect(mail.to?.map(({ address }) => address)).toEqual(['ana@example.com']);
    expect([...header(mail, 'bcc'), ...header(mail, 'cc'), ...header(mail, 'x')]).toEqual([]);
    expect(mail.text?.startsWith('text')).toBe(true);
  });

  it('carries any subject and text', { timeout: 60_000 }, async () => {
    const anything = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (subject, text) => {
        const mail = await sent({ content: { subject, text } });
        const words = (line: string) =>
          line
            .split(/[\s\p{Cc}]+/u)
            .filter(Boolean)
            .join(' ');
        expect(words(mail.subject ?? '')).toBe(words(subject));
        expect(mail.text?.trimEnd()).toBe(text.replace(/\r\n|\r|\n/g, '\n').trimEnd());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the pool', () => {
  it('sends many at once over few connections, each once', async () => {
    const before = server.connections.total;
    const messages = Array.from({ length: 300 }, (_, index) =>
      testMessage({ sendKey: `key-${index}`, to: `ana${index}@example.com`, content: { text: `number ${index}` } }),
    );
    await Promise.all(messages.map((message) => plugin.dispatchers[0].dispatch(message, testContext())));
    expect(server.taken.map(({ to }) => to[0]).toSorted()).toEqual(messages.map(({ to }) => to).toSorted());
    for (const { to, raw } of server.taken) {
      expect((await PostalMime.parse(raw)).text?.trim()).toBe(`number ${to[0]?.match(/\d+/)}`);
    }
    expect(server.connections.most).toBeLessThanOrEqual(3);
    expect(server.connections.total - before).toBeLessThanOrEqual(3 + 3);
  });

  it('lets a poisoned recipient fail alone', async () => {
    server.replies.push({ at: 'rcpt', code: 550 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        plugin.dispatchers[0].dispatch(testMessage({ sendKey: `key-${index}` }), testContext()),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(server.taken).toHaveLength(19);
  });
});
