import { type Message, SintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../settings.js';
import { mailOf } from './mail.js';
import { mailApiSettings, trackingSetting } from './mail-api-settings.js';
import { mailbox } from './mailbox.js';
import { parseReport, reportedEvent, statusIn } from './reported-event.js';
import { seenBy } from './seen-by.js';
import { tagOf, textOfTag } from './tag-text.js';
import { wordsAboutEach } from './words-about-each.js';

const message = (sendKey: string, more: Partial<Message> = {}): Message => ({
  sendKey,
  channel: 'email',
  to: 'ana@example.com',
  campaign: 'weekly',
  purpose: 'service',
  locale: 'en',
  content: { text: 'x' },
  ...more,
});

it('a sender is one text, quoted where it must be', () => {
  const address = 'shop@example.com';
  expect(mailbox({ address })).toBe(address);
  expect(mailbox({ name: 'Café Ñandú', address })).toBe('Café Ñandú <shop@example.com>');
  expect(mailbox({ name: 'Mugs, Inc. "M" \\', address })).toBe('"Mugs, Inc. \\"M\\" \\\\" <shop@example.com>');
});

it('a file of several megabytes is a file', () => {
  const attachments = [{ name: 'a.pdf', contentType: 'application/pdf', content: 'AAAA'.repeat(1_700_000) }];
  expect(mailOf(message('k', { content: { text: 'x', attachments } }), { from: { address: 'a@b.c' } })).toBeDefined();
});

describe('words about each', () => {
  const bad = new SintoniaError('ADDRESS_INVALID', 'no', { field: 'to' });
  const ready = ({ sendKey }: Message) => {
    if (sendKey.startsWith('bad')) throw bad;
    return sendKey;
  };

  it('come in the order of the messages', async () => {
    const all = ['a', 'bad-1', 'b', 'bad-2'].map((sendKey) => message(sendKey));
    const send = async (keys: readonly string[]) => keys.map((providerId) => ({ providerId }));
    expect(await wordsAboutEach(all, ready, send)).toEqual([{ providerId: 'a' }, bad, { providerId: 'b' }, bad]);
  });

  it('are the one word of a request that failed, except for what was not in it', async () => {
    const busy = new SintoniaError('DELIVERY_TRANSIENT', 'later');
    const send = () => Promise.reject(busy);
    expect(await wordsAboutEach([message('a'), message('bad'), message('b')], ready, send)).toEqual([busy, bad, busy]);
    await expect(wordsAboutEach([message('a')], ready, () => Promise.reject(new TypeError('a fault')))).rejects.toThrow(
      TypeError,
    );
  });
});

describe('an event', () => {
  it('keeps what is of use, and needs an id and a moment', () => {
    const event = {
      id: 'e',
      kind: 'click',
      at: 7.9,
      sendKey: '',
      to: 7,
      because: 'user <ana@example.com>',
      url: 'x'.repeat(2049),
    } as const;
    expect(reportedEvent(event, 'events[0]')).toEqual({ id: 'e', kind: 'click', at: 7 });
    for (const [field, broken] of [
      ['id', { id: '' }],
      ['at', { at: Number.NaN }],
    ] as const) {
      expect(() => reportedEvent({ ...event, ...broken }, 'e')).toThrow(
        expect.objectContaining({ field: `e.${field}` }),
      );
    }
  });

  it('may stand among thousands', () => {
    const many = Buffer.from(JSON.stringify(Array(5000).fill({ a: 1 })));
    expect(parseReport(many)).toHaveLength(5000);
  });

  it('has the status that a mail server gave', () => {
    const said = ['550 5.1.1 unknown', 'smtp; 452 4.2.2 full', 'from 10.5.1.1.7', '250 OK', undefined];
    expect(said.map(statusIn)).toEqual(['5.1.1', '4.2.2', undefined, undefined, undefined]);
  });

  it('was made by a machine where the user agent says so', () => {
    const machines = ['Mozilla/5.0', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'python-requests/2.31', 'curl/8.5'];
    for (const agent of machines) expect(seenBy(agent), agent).toBe('machine');
    const others = [
      'Mozilla/5.0 (Windows NT 10.0; rv:1.9) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      '',
      undefined,
    ];
    for (const agent of others) expect(seenBy(agent), agent).toBeUndefined();
  });
});

it('tags hold any text and give it back, as long as it is short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const tag = tagOf(text);
      expect(tag ?? '').toMatch(/^[\w-]{0,256}$/);
      if (tag !== undefined) expect(textOfTag(tag)).toBe(text);
      const wider = tagOf(text, /^[\w.@-]+$/);
      if (wider !== undefined) expect(textOfTag(wider)).toBe(text);
    }),
  );
  expect([tagOf('b64_x'), tagOf('é'.repeat(200)), textOfTag(7)]).toEqual(['b64_YjY0X3g', undefined, undefined]);
  expect([tagOf('a@b.c'), tagOf('a@b.c', /^[\w.@-]+$/)]).toEqual(['b64_YUBiLmM', 'a@b.c']);
});

describe('settings', () => {
  const url = (value: unknown) =>
    readSettings({ from: 'a@example.com', url: value }, mailApiSettings('https://api.example.com')).url.href;

  it('reach an API by https, and by http on this machine only', () => {
    expect(url(undefined)).toBe('https://api.example.com/');
    expect(url('http://127.0.0.1:8025/v3')).toBe('http://127.0.0.1:8025/v3/');
    expect(url('http://127.0.0.1:8025/v3/')).toBe('http://127.0.0.1:8025/v3/');
    for (const wrong of [
      'http://api.example.com',
      'http://127.example.com',
      'https://a:b@example.com',
      'https://example.com?a',
      7,
    ]) {
      expect(() => url(wrong), String(wrong)).toThrow(expect.objectContaining({ field: 'url' }));
    }
  });

  it('track nothing that nobody asked for', () => {
    expect(trackingSetting(undefined, 'track')).toEqual({ opens: false, clicks: false });
    expect(trackingSetting({ opens: true }, 'track')).toEqual({ opens: true, clicks: false });
    expect(() => trackingSetting({ clicks: 1 }, 'track')).toThrow(expect.objectContaining({ field: 'track.clicks' }));
  });
});
