import type { Campaign } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { formOf, type PageElement, parsedPage } from '../browser.fixture.js';
import { testDoor } from '../door.fixture.js';

const campaign = (topic: string, locales = ['en']): Campaign => ({
  channel: 'email',
  topic,
  picks: 0,
  locales,
  compose: () => ({ subject: 'Hello', text: 'Hello' }),
});
const campaigns = { weekly: campaign('news', ['en', 'es']), offers: campaign('offers & <b>more</b>') };
const unsubscribe = { url: 'https://door.example/unsubscribe', secret: 'nobody can guess this one, can they?' };

async function subscribed(traits: Record<string, string> = {}) {
  const rig = await testDoor({ title: 'Mug & Shop' }, { campaigns, unsubscribe });
  const { engine, door, mailbox } = rig;
  await engine.identify({ userId: 'ana', traits: { email: 'ana@example.com', ...traits } });
  await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
  await engine.send({ userId: 'ana', campaign: 'weekly', occasion: '1' });
  await engine.tick();
  const url = mailbox.messages[0]?.unsubscribe?.url ?? expect.unreachable();
  const forged = url.replace(/.{8}$/, 'AAAAAAAA');

  const ask = async (at: string, init: RequestInit = {}) => {
    const response = await door.handle(new Request(at, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, document: parsedPage(text) };
  };
  const oneClick = (at: string, body: RequestInit['body'] = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })) =>
    ask(at, { method: 'POST', body });
  const state = () => engine.subscriptions.of({ userId: 'ana' });
  const topics = async () => Object.fromEntries((await state()).topics.map(({ topic, subscribed: on }) => [topic, on]));
  return { ...rig, url, forged, ask, oneClick, state, topics };
}

const on = { news: true, 'offers & <b>more</b>': true };

describe('the one click', () => {
  it.each<[string, () => RequestInit['body']]>([
    ['form', () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    [
      'multipart form',
      () => {
        const form = new FormData();
        form.set('List-Unsubscribe', 'One-Click');
        return form;
      },
    ],
  ])('as a %s leaves the topic of the message, also when it comes again', async (_form, body) => {
    const { url, oneClick, topics, engine } = await subscribed();
    expect(await topics()).toEqual(on);
    for (const _ of [1, 2]) {
      const { status, document } = await oneClick(url, body());
      expect([status, document.querySelector('[role=status]')?.textContent]).toEqual([200, 'You are unsubscribed.']);
      expect(await topics()).toEqual({ ...on, news: false });
    }
    expect((await engine.send({ userId: 'ana', campaign: 'weekly', occasion: '2' })).status).toBe('held');
  });

  it('with a token that is no good gets the same answer, and changes nothing', async () => {
    const { url, forged, oneClick, topics } = await subscribed();
    const bad = [forged, 'https://door.example/unsubscribe', `${url}x`, `${unsubscribe.url}?token=${'%00'.repeat(9)}`];
    const answers = await Promise.all(bad.map((at) => oneClick(at)));
    expect(await topics()).toEqual(on);
    const good = await oneClick(url);
    for (const { status, headers, document } of answers) {
      expect(status).toBe(good.status);
      expect([...headers]).toEqual([...good.headers]);
      expect(document.title).toBe(good.document.title);
      expect(document.querySelector('[role=status]')?.textContent).toBe('You are unsubscribed.');
    }
  });

  it('is nothing that a GET, a HEAD or another body could do', async () => {
    const { url, ask, topics } = await subscribed();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) await ask(url, { method });
    await ask(`${url}&List-Unsubscribe=One-Click`);
    for (const [type, body] of [
      ['application/json', '{"List-Unsubscribe":"One-Click"}'],
      ['text/plain', 'List-Unsubscribe=One-Click'],
      ['multipart/form-data; boundary=x', 'List-Unsubscribe=One-Click'],
      ['application/x-www-form-urlencoded', 'x'.repeat(70_000)],
    ] as const) {
      const { status } = await ask(url, { method: 'POST', body, headers: { 'content-type': type } });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(await topics()).toEqual(on);
  });
});

describe('the page', () => {
  it('shows what is, names nobody, and loads, runs and keeps nothing', async () => {
    const { url, ask } = await subscribed();
    const { status, headers, text, document } = await ask(url);
    expect(status).toBe(200);
    expect(text).not.toMatch(/ana|<script|<b>|https?:|token/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.has('set-cookie')).toBe(false);
    expect(document.querySelectorAll('input[name=topic]:checked')).toHaveLength(2);
    expect(document.querySelector('h1')?.textContent).toBe('Your messages: Mug & Shop');
  });

  it('can be used by everybody', async () => {
    const { url, ask } = await subscribed();
    const { document } = await ask(url);
    expect(document.documentElement.lang).toBe('en');
    expect(document.querySelector('meta[name=viewport]')).not.toBeNull();
    expect(document.querySelectorAll('main h1')).toHaveLength(1);
    for (const field of document.querySelectorAll('input:not([type=hidden]), select')) {
      expect(field.closest('label')?.textContent?.trim()).not.toBe('');
    }
    for (const group of document.querySelectorAll('fieldset')) {
      expect(group.querySelector('legend')?.textContent).not.toBe('');
    }
    for (const button of document.querySelectorAll('button')) expect(button.textContent).not.toBe('');
  });

  it("speaks the person's language, or the browser's", async () => {
    const { url, forged, ask } = await subscribed({ locale: 'es-MX' });
    expect((await ask(url)).document.documentElement.lang).toBe('es');
    const headers = { 'accept-language': 'fr-FR, es;q=0.5, en' };
    expect((await ask(forged, { headers })).document.documentElement.lang).toBe('es');
    expect((await ask(forged)).document.documentElement.lang).toBe('en');
  });

  it('takes what somebody changes, and shows it', async () => {
    const { url, ask, topics, state } = await subscribed();
    const { document } = await ask(url);
    (document.querySelector('input[value=news]:not([type=hidden])') as PageElement).checked = false;
    (document.querySelector('input[value=monthly]') as PageElement).checked = true;
    (document.querySelector('select') as PageElement).value = 'es';
    const saved = await ask(url, { method: 'POST', body: formOf(document, 'save') });
    expect(saved.document.querySelector('[role=status]')?.textContent).toBe('Guardado. Vale desde ahora.');
    expect(await topics()).toEqual({ ...on, news: false });
    expect(await state()).toMatchObject({ frequency: 'monthly', locale: 'es', subscribed: true });

    const shown = await ask(url);
    expect(shown.document.querySelectorAll('input[name=topic]:checked')).toHaveLength(1);
    const left = await ask(url, { method: 'POST', body: formOf(shown.document, 'leave') });
    expect(left.document.querySelector('[role=status]')?.textContent).toBe('Te has dado de baja.');
    expect(await state()).toMatchObject({ subscribed: false });
    const box = left.document.querySelector('input[value=news]:not([type=hidden])') as PageElement;
    box.checked = true;
    await ask(url, { method: 'POST', body: formOf(left.document, 'save') });
    expect(await topics()).toEqual({ ...on, 'offers & <b>more</b>': false, news: true });
  });

  it('refuses what it does not offer, with a good token and with a bad one', async () => {
    const { url, forged, ask, topics } = await subscribed();
    for (const at of [url, forged]) {
      for (const body of ['frequency=hourly', 'locale=xx', 'shown=toString', 'shown=__proto__&topic=__proto__']) {
        const init = { method: 'POST', body: new URLSearchParams(body) };
        expect((await ask(at, init)).status, body).toBe(400);
      }
    }
    expect(await topics()).toEqual(on);
  });
});
