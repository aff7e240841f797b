import fc from 'fast-check';
import { expect, it } from 'vitest';
import { advice } from './advice.js';
import { check, good } from './check.fixture.js';
import type { Zone } from './fake-resolver.fixture.js';
import { preflight } from './preflight.js';

it('a domain that is set up passes, in plain data', async () => {
  const { reasons, asked, ...result } = await check({}, { spfInclude: '_spf.provider.example' });
  expect(result).toMatchObject({ status: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', alignment: 'pass' });
  expect(reasons).toEqual([]);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(new Set(asked)).toEqual(new Set(Object.keys(good)));
});

it.each(['ESERVFAIL', 'ETIMEOUT', 'EREFUSED', 'ECONNREFUSED', 'hangs'])(
  '%s everywhere is unknown, not a pass',
  async (how) => {
    const zone = Object.fromEntries(Object.keys(good).map((name) => [name, how]));
    const { spf: ofSpf, dkim: ofDkim, dmarc: ofDmarc, status } = await check(zone);
    expect([ofSpf, ofDkim, ofDmarc, status]).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  },
);

it('what a resolver answers is data: garbage never throws, and never ends', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      'v=spf1 ',
      'v=DMARC1; ',
      'v=DKIM1; ',
      'p=',
      ';',
      '=',
      ' include:example.com',
      ' redirect=%{d}',
      '%',
      'rua=mailto:',
      ' a/',
      ' ip6:::/0',
      '__proto__=',
    ),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 2 }), text, async (texts, other) => {
      const zone = Object.fromEntries(
        Object.keys(good).map((name) => [name, [...texts, `v=spf1 ${other}`, `v=DMARC1; ${other}`].slice(-2)]),
      );
      const { findings } = await check(zone);
      expect(findings.length).toBeGreaterThanOrEqual(4);
    }),
    { numRuns: 300 },
  );
  const wrong = { resolveTxt: () => 7, resolveMx: () => undefined, resolve4: () => null, resolve6: () => ({}) };
  const { status } = await preflight('example.com', { resolver: wrong as never, dkimSelectors: ['s1'] });
  expect(status).toBe('unknown');
  const throwing = {
    ...wrong,
    resolveTxt: () => {
      throw new TypeError('a fault');
    },
  };
  expect((await preflight('example.com', { resolver: throwing as never })).spf).toBe('unknown');
});

it('a record of a megabyte is looked at quickly', async () => {
  const long = `v=spf1 ${'a '.repeat(500_000)}`;
  expect(
    (await check({ 'example.com': [long], '_dmarc.example.com': [`v=DMARC1; ${';'.repeat(1e6)}`] })).reasons,
  ).toEqual(['spfSyntax', 'dmarcSyntax']);
});

it.each<[field: string, domain: unknown, options: Record<string, unknown>]>([
  ['domain', '', {}],
  ['domain', 'exa mple.com', {}],
  ['domain', 'a@example.com', {}],
  ['domain', 7, {}],
  ['spfInclude', 'example.com', { spfInclude: 'include:x' }],
  ['dkimSelectors', 'example.com', { dkimSelectors: ['a b'] }],
  ['dkimSelectors', 'example.com', { dkimSelectors: 's1' }],
  ['returnPath', 'example.com', { returnPath: '@' }],
  ['resolver', 'example.com', { resolver: {} }],
  ['timeoutMs', 'example.com', { timeoutMs: Number.NaN }],
])('%s is named when it is wrong', async (field, domain, options) => {
  await expect(preflight(domain as string, options)).rejects.toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
});

it('says every thing in both languages, with the same details', () => {
  const places = (sentence: string) => new Set(sentence.match(/\{\w+\}/g));
  for (const [reason, { says, todo }] of Object.entries(advice)) {
    for (const { en, es } of [says, todo]) expect(places(es), reason).toEqual(places(en));
    expect(says.en === says.es, reason).toBe(false);
  }
});

it('leaves no place in a sentence empty', async () => {
  const zones: Zone[] = [
    {},
    { 'example.com': ['v=spf1 ptr ?all'], '_dmarc.example.com': ['v=DMARC1; p=none; pct=3'] },
    { '_dmarc.example.com': 'ENODATA', 'example.com': 'ENODATA', 's1._domainkey.example.com': 'ENODATA' },
  ];
  for (const zone of zones) {
    for (const { says, todo } of (await check(zone)).findings) {
      for (const text of [says.en, says.es, todo.en, todo.es]) expect(text).not.toMatch(/\{|\}|undefined| {2}/);
    }
  }
});
