import type { ComposeContext, Content, PickReason } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { coded, everythingIn, reachable, testEngine } from '../test-engine.fixture.js';
import { escapeHtml } from './escape-html.js';
import { renderReason } from './render-reason.js';

const ana = { userId: 'ana' };
const one = { ...ana, campaign: 'weekly', occasion: 'one' };

async function composing(compose: (context: ComposeContext) => unknown, more: object = {}) {
  const weekly = { channel: 'email', compose: compose as () => Content, ...more };
  const plugins = [{ name: 'list', specVersion: 1 as const, recommenders: [fakeRecommender({ itemIds: ['mug'] })] }];
  return testEngine({ campaigns: { weekly }, plugins });
}

describe('a message is written', () => {
  it.each([
    ['es', ['en', 'es'], 'es'],
    ['es-MX', ['en', 'es'], 'es'],
    ['es-MX', ['en', 'es', 'es-MX'], 'es-MX'],
    ['es', ['en', 'es-ES'], 'es-ES'],
    ['fr', ['de', 'en'], 'de'],
    [undefined, undefined, 'en'],
    ['es', undefined, 'en'],
  ])('for %s, when %j are spoken, in %s', async (locale, locales, expected) => {
    const { engine, mailbox } = await composing((context) => ({ text: context.locale }), locales && { locales });
    await reachable(engine, 'ana', locale === undefined ? {} : { locale });
    await engine.send(one);
    await engine.tick();
    expect(mailbox.messages).toMatchObject([{ locale: expected, content: { text: expected } }]);
  });

  it('with picks, reasons and escapes, also by a function that takes its time', async () => {
    const { engine, mailbox } = await composing(async ({ picks, reason, profile, ...context }) => ({
      text: `${profile.traits.firstName}: ${picks.map((pick) => `${pick.itemId}, ${reason(pick)}`)}`,
      html: context.escape('<b>'),
      bcc: 'eve@example.com',
    }));
    await reachable(engine, 'ana', { firstName: 'Ana' });
    await engine.send(one);
    await engine.tick();
    expect(mailbox.messages[0]?.content).toEqual({ text: 'Ana: mug, Chosen by others recently', html: '&lt;b&gt;' });
  });
});

it('files and an address for answers go along', async () => {
  const files = [
    { name: 'invoice ü.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF').toString('base64') },
    { name: 'logo.png', contentType: 'image/png', content: '', contentId: 'logo@shop' },
  ];
  const content = { text: 'Here it is', replyTo: 'help@example.com', attachments: files };
  const { engine, mailbox } = await composing(() => ({
    ...content,
    attachments: files.map((file) => ({ ...file, path: '/etc/passwd' })),
  }));
  await reachable(engine, 'ana');
  await engine.send(one);
  await engine.tick();
  expect(mailbox.messages[0]?.content).toEqual(content);
});

describe('a message is not queued when it', () => {
  const file = { name: 'a.pdf', contentType: 'application/pdf', content: 'AAAA' };
  const withFile = (changes: object) => () => ({ text: 'x', attachments: [file, { ...file, ...changes }] });
  const thrown = new Error('bug');
  it.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw thrown;
      },
      'compose',
    ],
    ['rejects', () => Promise.reject(thrown), 'compose'],
    ['has no text', () => ({ subject: 'x', text: '' }), 'text'],
    ['is nothing', () => undefined, 'text'],
    ['has a line break in its subject', () => ({ subject: 'Hi\r\nBcc: eve@example.com', text: 'x' }), 'subject'],
    ['has a subject that is too long', () => ({ subject: 'x'.repeat(251), text: 'x' }), 'subject'],
    ['has a subject that is no text', () => ({ subject: 7, text: 'x' }), 'subject'],
    ['has too long a text', () => ({ text: 'x'.repeat(500_001) }), 'text'],
    ['has HTML that is no text', () => ({ text: 'x', html: {} }), 'html'],
    ['has two addresses for answers', () => ({ text: 'x', replyTo: 'a@example.com, b@example.com' }), 'replyTo'],
    ['has a header in it', () => ({ text: 'x', replyTo: 'a@example.com\r\nBcc:b@example.com' }), 'replyTo'],
    ['has files that are no list', () => ({ text: 'x', attachments: file }), 'attachments'],
    ['has too many files', () => ({ text: 'x', attachments: Array(21).fill(file) }), 'attachments'],
    [
      'has too large files',
      () => ({ text: 'x', attachments: Array(2).fill({ ...file, content: 'AAAA'.repeat(833_334) }) }),
      'attachments',
    ],
    ['has nothing for a file', () => ({ text: 'x', attachments: [null] }), 'attachments[0].name'],
    ['has a file with a path for a name', withFile({ name: '../a.pdf' }), 'attachments[1].name'],
    ['has a file without a type', withFile({ contentType: 'pdf\r\nX: y/z' }), 'attachments[1].contentType'],
    ['has a file that is not base64', withFile({ content: 'A-_=' }), 'attachments[1].content'],
    ['has a file with a header in its id', withFile({ contentId: 'a>\r\nX: y' }), 'attachments[1].contentId'],
  ])('%s', async (_, compose, field) => {
    const { engine, store } = await composing(compose);
    await reachable(engine, 'ana');
    await expect(engine.send(one)).rejects.toMatchObject(coded('PLUGIN_FAILED', field));
    // Neither queued nor counted: the next try is the first.
    expect(await everythingIn(store, [COLLECTIONS.outbox, COLLECTIONS.due, COLLECTIONS.contact])).toBe('[[],[],[],[]]');
  });
});

describe('a reason', () => {
  const titleOf = (itemId: string) => `the ${itemId}`;
  const contribution = 1;
  // By kind, so that it fails to compile when one is forgotten here.
  const byKind: { readonly [Kind in PickReason['kind']]: readonly Extract<PickReason, { kind: Kind }>[] } = {
    similarTo: [{ kind: 'similarTo', itemId: 'mug', contribution }],
    popular: [
      { kind: 'popular', people: 1234, contribution },
      { kind: 'popular', people: 1, contribution },
    ],
    attribute: [{ kind: 'attribute', attribute: 'colour', value: 'blue', contribution }],
    moment: [{ kind: 'moment', moment: 'to relax', contribution }],
    text: [
      { kind: 'text', terms: ['blue', 'mug'], contribution },
      { kind: 'text', terms: [], contribution },
    ],
    trending: [
      { kind: 'trending', contribution },
      { kind: 'trending', term: 'eclipse', contribution },
    ],
    segment: [{ kind: 'segment', segment: 'loyal', contribution }],
    boosted: [{ kind: 'boosted', rule: 'summer', contribution }],
    quota: [{ kind: 'quota', rule: 'new', contribution }],
    exploration: [{ kind: 'exploration', contribution }],
  };
  const reasons: PickReason[] = Object.values(byKind).flat();

  it('is said in English and Spanish', () => {
    const said = (locale: string) => reasons.map((reason) => renderReason(reason, locale, titleOf));
    expect(said('en-GB')).toEqual([
      'Because you chose the mug',
      'Popular: 1,234 people chose it',
      'Chosen by others recently',
      'Because you like colour: blue',
      'For the moment: to relax',
      'Found by: blue, mug',
      'Close to what you are looking for',
      'Rising right now',
      'People talk about eclipse',
      'Liked by people with similar habits',
      'Picked by us',
      'Picked by us',
      'Something new, to see whether it is for you',
    ]);
    expect(said('es-MX')).toEqual([
      'Porque elegiste the mug',
      'Popular: lo eligieron 1234 personas',
      'Elegido hace poco por otras personas',
      'Porque te gusta colour: blue',
      'Para este momento: to relax',
      'Encontrado por: blue, mug',
      'Cercano a lo que buscas',
      'En alza ahora mismo',
      'La gente habla de eclipse',
      'Gusta a personas con hábitos parecidos',
      'Elegido por nosotros',
      'Elegido por nosotros',
      'Algo nuevo, para ver si es para ti',
    ]);
    expect(said('toString')).toEqual(said('en'));
  });
});

it('escapes what could break out of a text or an attribute', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  );
});
