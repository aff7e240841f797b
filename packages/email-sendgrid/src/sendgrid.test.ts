import type { DispatchContext } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testMessage } from '../../../tools/servers/mail-message.js';
import { sendgrid } from './sendgrid.js';
import { fakeSendgrid, officialBodies, sendgridFor } from './sendgrid-api.fixture.js';
import { readSendgridOptions, type SendgridOptions } from './sendgrid-options.js';

const context: DispatchContext = { idempotencyKey: 'key-1', abort: AbortSignal.timeout(10_000) };
const file = { name: 'ticket.pdf', contentType: 'application/pdf', content: 'JVBERi0=' };
const rejected = (field: string) => ({ code: 'SINTONIA_DELIVERY_REJECTED', field });

let fake: Awaited<ReturnType<typeof fakeSendgrid>>;
beforeEach(async () => {
  fake = await fakeSendgrid();
});
afterEach(() => {
  fake.close();
  expect(fake.mistakes).toEqual([]);
});

describe('a request', () => {
  it('says all that the message does', async () => {
    const from = { name: 'Mugs, Inc.', address: 'shop@example.com' };
    const sender = sendgridFor(fake.url, { from, track: { opens: true, clicks: true }, sandbox: true });
    const content = {
      subject: 'For you',
      text: 'Three mugs.',
      html: '<p>Three <img src="cid:mug"> mugs.</p>',
      replyTo: 'help@shop.example',
      attachments: [file, { ...file, name: 'mug.png', contentType: 'image/png', contentId: 'mug' }],
    };
    const message = testMessage({ unsubscribe: { url: 'https://shop.example/u/abc' }, content });
    expect(await sender.dispatch(message, context)).toEqual({ providerId: 'id-1' });
    const [{ path, headers, body }] = fake.requests as [(typeof fake.requests)[number]];
    expect([path, headers.authorization]).toEqual(['/v3/mail/send', 'Bearer SG.hunter-2']);
    expect(body).toEqual({
      personalizations: [
        {
          to: [{ email: 'ana@example.com' }],
          custom_args: { sintonia_send_key: 'key-1', sintonia_campaign: 'weekly' },
        },
      ],
      from: { name: 'Mugs, Inc.', email: 'shop@example.com' },
      reply_to: { email: 'help@shop.example' },
      subject: 'For you',
      content: [
        { type: 'text/plain', value: 'Three mugs.' },
        { type: 'text/html', value: '<p>Three <img src="cid:mug"> mugs.</p>' },
      ],
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': 'en',
        'X-Sintonia-Send-Key': 'key-1',
        'List-Unsubscribe': '<https://shop.example/u/abc>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      attachments: [
        { filename: 'ticket.pdf', type: 'application/pdf', content: 'JVBERi0=', disposition: 'attachment' },
        { filename: 'mug.png', type: 'image/png', content: 'JVBERi0=', disposition: 'inline', content_id: 'mug' },
      ],
      tracking_settings: {
        open_tracking: { enable: true },
        click_tracking: { enable: true },
        subscription_tracking: { enable: false },
      },
      mail_settings: { sandbox_mode: { enable: true } },
    });
  });

  it.skipIf(officialBodies === undefined)(
    'is checked by the official description (skipped: ../shared/specs is absent)',
    () => {
      const check = officialBodies?.('/v3/mail/send');
      const good = { personalizations: [{ to: [{ email: 'a@b.co' }] }], from: { email: 'a@b.co' } };
      expect(check?.(good)).toEqual([]);
      for (const wrong of [{ subject: '' }, { reply_to: 'a@b.co' }, { text: 'x' }, { from: { email: 'a' } }]) {
        expect(check?.({ ...good, ...wrong }), JSON.stringify(wrong)).not.toEqual([]);
      }
    },
  );

  it('tracks nothing that nobody asked for, and sends for real', async () => {
    await fake.dispatcher.dispatch(testMessage(), context);
    const [{ body }] = fake.requests as [(typeof fake.requests)[number]];
    expect(body).toMatchObject({
      tracking_settings: { open_tracking: { enable: false }, click_tracking: { enable: false } },
    });
    expect(body).not.toHaveProperty('mail_settings');
    expect(body).not.toHaveProperty('attachments');
  });

  it('leaves out a part that is empty, and is not made without a subject, without a word, or of more than 30 MB', async () => {
    await fake.dispatcher.dispatch(
      testMessage({ content: { subject: 'x', text: '', html: '<img src="a.png">' } }),
      context,
    );
    expect(fake.requests[0]?.body).toMatchObject({ content: [{ type: 'text/html' }] });
    const refused = (content: Parameters<typeof testMessage>[0]) =>
      fake.dispatcher.dispatch(testMessage(content), context);
    await expect(refused({ content: { text: 'x' } })).rejects.toMatchObject(rejected('content.subject'));
    await expect(refused({ content: { subject: 'x', text: '' } })).rejects.toMatchObject(rejected('content.text'));
    const attachments = Array.from({ length: 6 }, () => ({ ...file, content: 'AAAA'.repeat(1_300_000) }));
    await expect(refused({ content: { subject: 'x', text: 'x', attachments } })).rejects.toMatchObject(
      rejected('content'),
    );
    expect(fake.requests).toHaveLength(1);
  });

  it('holds one message: there are no batches of different words', () => {
    expect(fake.dispatcher.limits.batch).toBe(1);
    expect('dispatchMany' in fake.dispatcher).toBe(false);
  });
});

describe('options', () => {
  const good = { apiKey: 'SG.12345678', from: 'shop@example.com' };

  it('say where the account lives', () => {
    const place = (more: Partial<SendgridOptions>) => readSendgridOptions({ ...good, ...more }).url.href;
    expect(place({})).toBe('https://api.sendgrid.com/');
    expect(place({ region: 'eu' })).toBe('https://api.eu.sendgrid.com/');
    expect(place({ region: 'eu', url: 'http://localhost:1' })).toBe('http://localhost:1/');
  });

  it.each<[string, Partial<Record<keyof SendgridOptions | 'sekret', unknown>>]>([
    ['apiKey', { apiKey: 'hunter 2' }],
    ['from', { from: 'Hunter <hunter@example.com>' }],
    ['url', { url: 'http://hunter.example' }],
    ['region', { region: 'hunter' }],
    ['sandbox', { sandbox: 'hunter' }],
    ['track', { track: { hunter: 1 } }],
    ['webhookKey', { webhookKey: 'hunter-2' }],
    ['webhookKey', { webhookKey: [] }],
    ['sekret', { sekret: 'hunter' }],
  ])('name %s when it is wrong, and do not repeat it', (field, changes) => {
    try {
      sendgrid({ ...good, ...changes } as SendgridOptions);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^SINTONIA_OPTION_/) });
      if (field !== 'track') expect(error).toMatchObject({ field });
      expect(String(error)).not.toContain('hunter-2');
    }
  });
});
