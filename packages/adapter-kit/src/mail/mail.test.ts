import { type Message, SintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailOf, textOfHtml } from './index.js';

const from = { address: 'shop@example.com' };
const message = (changes: Partial<Message> = {}): Message => ({
  sendKey: 'key',
  channel: 'email',
  to: 'ana@example.org',
  campaign: 'weekly',
  purpose: 'marketing',
  locale: 'es',
  content: { subject: 'Hola', text: 'Hola Ana' },
  ...changes,
});
const unsubscribe = { url: 'https://shop.example/u/abc', mailto: 'out@shop.example?subject=out now' };

describe('a mail', () => {
  it('has the headers of a message that may be left by one click', () => {
    expect(mailOf(message({ unsubscribe }), { from }).headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'es',
      'X-Sintonia-Send-Key': 'key',
      'List-Unsubscribe': '<mailto:out@shop.example?subject=out%20now>, <https://shop.example/u/abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it('that nobody can leave says nothing of leaving', () => {
    expect(Object.keys(mailOf(message(), { from }).headers).join()).not.toMatch(/list/i);
  });

  it('says as text what its HTML says, where it has no text', () => {
    const html =
      '<h1>Para ti</h1><p>Tazas &amp; más: <a href="https://shop.example/a?b=1&amp;c=2">míralas</a></p><img src="x">';
    const { text } = mailOf(message({ content: { text: '', html } }), { from });
    expect(text).toBe('Para ti\n\nTazas & más: míralas [https://shop.example/a?b=1&c=2]');
    expect(textOfHtml('<script>alert(1)</script><style>p{}</style><p>x</p>')).toBe('x');
  });

  it('of HTML nested beyond reason comes to an end', () => {
    expect(textOfHtml('<div>'.repeat(50_000)).length).toBeLessThan(1_000);
  });

  it.each<[string, Partial<Message>]>([
    ['to', { to: 'a@b.example, c@d.example' }],
    ['replyTo', { content: { text: 'x', replyTo: 'a@b.example\r\nBcc: eve@example.com' } }],
    ['unsubscribe.url', { unsubscribe: { url: 'http://shop.example/u' } }],
    ['unsubscribe.url', { unsubscribe: { url: 'javascript:alert(1)' } }],
    ['unsubscribe.mailto', { unsubscribe: { ...unsubscribe, mailto: 'a@b.example>\r\nX: y' } }],
    [
      'attachments[0].name',
      { content: { text: 'x', attachments: [{ name: '../x', contentType: 'a/b', content: '' }] } },
    ],
    [
      'attachments[0].name',
      { content: { text: 'x', attachments: [{ name: 'a\r\nb', contentType: 'a/b', content: '' }] } },
    ],
    [
      'attachments[0].contentType',
      { content: { text: 'x', attachments: [{ name: 'x', contentType: 'a/b; x="\r\n"', content: '' }] } },
    ],
    [
      'attachments[0].content',
      { content: { text: 'x', attachments: [{ name: 'x', contentType: 'a/b', content: 'not base64!' }] } },
    ],
    [
      'attachments[0].contentId',
      { content: { text: 'x', attachments: [{ name: 'x', contentType: 'a/b', content: '', contentId: '<x>' }] } },
    ],
    ['content', { content: { text: 'x'.repeat(10_000_001) } }],
  ])('with a wrong %s is refused, and the value is not repeated', (field, changes) => {
    const refused = (): unknown => mailOf(message(changes), { from });
    expect(refused).toThrow(SintoniaError);
    expect(refused).toThrow(expect.objectContaining({ field }));
    expect(refused).not.toThrow(/eve|javascript|not base64/);
  });

  it('has no line break in any header, whatever is in the message', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, texts, texts, (sendKey, locale, subject) => {
        const mail = mailOf(message({ sendKey, locale, unsubscribe, content: { subject, text: 'x' } }), { from });
        for (const value of Object.values(mail.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
        expect(mail.subject).not.toMatch(/[\r\n\0]/);
        expect(mail.messageId).toMatch(/^<[\w-]{32}@example\.com>$/);
      }),
    );
  });
});
