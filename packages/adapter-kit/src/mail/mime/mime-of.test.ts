import type { Content, Message } from '@sintonia/spec';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { mailOf } from '../mail.js';
import { headerLine, parameter } from './header-line.js';
import { mimeOf } from './mime-of.js';
import { encodedText } from './transfer-encoding.js';

const date = Date.UTC(2026, 10, 22, 8, 30);
const message = (content: Content, changes: Partial<Message> = {}): Message => ({
  sendKey: 'key-1',
  channel: 'email',
  to: 'ana@example.com',
  campaign: 'weekly',
  purpose: 'service',
  locale: 'en',
  content,
  ...changes,
});
const sourceOf = (content: Content, name = '') =>
  mimeOf(mailOf(message(content), { from: { name, address: 'shop@example.com' }, largest: 1e8 }), date, {
    'X-More': 'yes',
  });
const normal = (text = '') => text.replace(/\r\n?/g, '\n').trimEnd();

it('is what a reader of mail makes of it, whatever is in it', async () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
    fc.constantFrom(
      'From me',
      '.\r\n..\r\n',
      'a=_b',
      '=3D',
      'ñ'.repeat(200),
      'x '.repeat(200),
      ' ',
      '\tä ',
      '--=_x--',
      '日本語',
    ),
  );
  const text = fc.array(anything, { maxLength: 5 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, text, anything, anything, async (plain, html, subject, name) => {
      const source = sourceOf({ subject, text: plain, html }, name.replace(/\p{Cc}/gu, ''));
      const mail = await PostalMime.parse(source);
      expect(normal(mail.html)).toBe(normal(html));
      if (plain !== '') expect(normal(mail.text)).toBe(normal(plain));
      const words = (line = '') =>
        line
          .split(/[\s\p{Cc}\p{Zl}\p{Zp}]+/u)
          .filter(Boolean)
          .join(' ');
      expect(words(mail.subject)).toBe(words(subject));
      expect(mail.from).toMatchObject({ address: 'shop@example.com' });
      const lines = source.toString('latin1').split('\r\n');
      expect(lines.every((line) => /^[\t\x20-\x7e]*$/.test(line))).toBe(true);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
    }),
    { numRuns: 300 },
  );
});

it('is the same for the same mail', () => {
  const content = { subject: 'Hola', text: 'x', html: '<p>x</p>' };
  expect(sourceOf(content)).toEqual(sourceOf(content));
});

describe('parts', () => {
  const file = { name: 'a.pdf', contentType: 'application/pdf', content: 'AAEC' };
  const picture = { name: 'a.png', contentType: 'image/png', content: 'AAEC', contentId: 'pic' };
  const kinds = (content: Content) =>
    sourceOf(content)
      .toString()
      .match(/(?<=Content-Type: )[\w/-]+/g);

  it.each<[Content, readonly string[]]>([
    [{ text: 'x' }, ['text/plain']],
    [{ text: 'x', html: 'x' }, ['multipart/alternative', 'text/plain', 'text/html']],
    [{ text: 'x', attachments: [file] }, ['multipart/mixed', 'text/plain', 'application/pdf']],
    [{ text: 'x', attachments: [picture] }, ['multipart/mixed', 'text/plain', 'image/png']],
    [
      { text: 'x', html: 'x', attachments: [picture] },
      ['multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png'],
    ],
    [
      { text: 'x', html: 'x', attachments: [picture, file] },
      [
        ...['multipart/mixed', 'multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png'],
        'application/pdf',
      ],
    ],
    [
      { text: 'x', attachments: [{ ...file, contentType: 'message/rfc822' }] },
      ['multipart/mixed', 'text/plain', 'application/octet-stream'],
    ],
  ])('of %j are %j', (content, expected) => {
    expect(kinds(content)).toEqual(expected);
  });

  it('are files byte by byte, under any name', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 190 }).filter((text) => {
      return text.length <= 200 && text.trim() === text && !/[\p{Cc}/\\"?]/u.test(text);
    });
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 300 }), async (given, bytes) => {
        const content = Buffer.from(bytes).toString('base64');
        const mail = await PostalMime.parse(sourceOf({ text: 'x', attachments: [{ ...file, name: given, content }] }));
        const [got] = mail.attachments;
        expect(got?.filename).toBe(given);
        expect(Buffer.from(got?.content as ArrayBuffer)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it('of megabytes are made quickly', () => {
    const content = 'AAAA'.repeat(1_700_000);
    expect(sourceOf({ text: 'ñ '.repeat(200_000), attachments: [{ ...file, content }] }).length).toBeGreaterThan(7e6);
  });
});

describe('texts', () => {
  it.each([
    ['plain', '7bit'],
    ['plain\nof two lines', '7bit'],
    ['a space at the end \nof a line', 'quoted-printable'],
    ['From somebody', 'quoted-printable'],
    ['a boundary =_x', 'quoted-printable'],
    ['x'.repeat(77), 'quoted-printable'],
    ['mañana', 'quoted-printable'],
    ['Привет, мир', 'base64'],
    ['日本語', 'base64'],
  ])('%j is sent as %s', (text, encoding) => {
    expect(encodedText(text).encoding).toBe(encoding);
  });

  it('have no line over 76 characters, and none that begins a boundary', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const encoded = encodedText(text);
        const lines = encoded.text.split('\r\n');
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
        expect(encoded.text).not.toContain('=_');
      }),
    );
  });
});

describe('headers', () => {
  it('are folded at spaces, and are the same when unfolded', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e][ -~]{0,300}$/), (value) => {
        const line = headerLine('Subject', value);
        expect(line.replaceAll('\r\n', '')).toBe(`Subject: ${value}`);
        expect(
          line
            .split('\r\n')
            .slice(0, -1)
            .every((part) => part.trim() !== ''),
        ).toBe(true);
      }),
    );
  });

  it('have parameters in pieces that are short', () => {
    expect(parameter('filename', 'a.pdf')).toBe(';\r\n filename="a.pdf"');
    expect(parameter('filename', 'ñ.pdf')).toBe(";\r\n filename*=utf-8''%C3%B1.pdf");
    expect(parameter('filename', "it's*(ñ)")).toBe(";\r\n filename*=utf-8''it%27s%2A%28%C3%B1%29");
    const long = parameter('filename', '日'.repeat(100)).split('\r\n');
    expect(long[1]).toMatch(/^ filename\*0\*=utf-8''%E6%97%A5/);
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThanOrEqual(90);
  });
});
