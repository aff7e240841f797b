import { describe, expect, it } from 'vitest';
import { check, spf } from './check.fixture.js';
import type { Zone } from './fake-resolver.fixture.js';

describe('SPF', () => {
  it.each<[what: string, record: string, reasons: readonly string[], more?: Zone]>([
    ['softly against others', 'v=spf1 a ~all', [], { 'a:example.com': ['192.0.2.1'] }],
    ['in capitals', 'V=SPF1 IP4:192.0.2.1 -ALL', []],
    ['an unknown modifier, and an explanation', 'v=spf1 x-y=%{d} exp=why.%{d} -all', []],
    ['open to everybody', 'v=spf1 +all', ['spfOpenToAll']],
    ['open to everybody, without a plus', 'v=spf1 all', ['spfOpenToAll']],
    ['open by its network', 'v=spf1 ip4:0.0.0.0/0 -all', ['spfOpenToAll']],
    [
      'open by what it includes',
      'v=spf1 include:open.example -all',
      ['spfOpenToAll'],
      { 'open.example': ['v=spf1 +all'] },
    ],
    ['open by where it leads', 'v=spf1 redirect=open.example', ['spfOpenToAll'], { 'open.example': ['v=spf1 +all'] }],
    ['an open one that is denied', 'v=spf1 -include:open.example ~all', [], { 'open.example': ['v=spf1 +all'] }],
    ['no end', 'v=spf1 ip4:192.0.2.1', ['spfSaysNothingOfOthers']],
    ['neutral', 'v=spf1 ?all', ['spfSaysNothingOfOthers']],
    ['ptr', 'v=spf1 ptr -all', ['spfPtr']],
    ['the end of where it leads', 'v=spf1 redirect=_spf.provider.example', []],
    ['no redirect beside all', 'v=spf1 -all redirect=nowhere.example', []],
    ['an unknown mechanism', 'v=spf1 ipv4:192.0.2.1 -all', ['spfSyntax']],
    ['a network that is none', 'v=spf1 ip4:192.0.2.0/33 -all', ['spfSyntax']],
    ['an address that is none', 'v=spf1 ip4:192.0.2 -all', ['spfSyntax']],
    ['two redirects', 'v=spf1 redirect=a.example redirect=b.example', ['spfSyntax']],
    ['an include of nobody', 'v=spf1 include: -all', ['spfSyntax']],
    ['a broken macro', 'v=spf1 exists:%{x}.example -all', ['spfSyntax']],
    ['an error behind all', 'v=spf1 -all nonsense', ['spfSyntax']],
    ['an include that has no record', 'v=spf1 include:nowhere.example -all', ['spfIncludesNothing']],
    [
      'an include that has two',
      'v=spf1 include:two.example -all',
      ['spfSeveral'],
      { 'two.example': ['v=spf1 -all', 'v=spf1 ~all'] },
    ],
    [
      'an include that is broken',
      'v=spf1 include:bad.example -all',
      ['spfSyntax'],
      { 'bad.example': ['v=spf1 nonsense'] },
    ],
    ['itself', 'v=spf1 include:example.com -all', ['spfTooManyLookups']],
    ['ten lookups', `v=spf1 ${'exists:%{i}.example.com '.repeat(10)}-all`, []],
    ['eleven lookups', `v=spf1 ${'exists:%{i}.example.com '.repeat(11)}-all`, ['spfTooManyLookups']],
    [
      'eleven by a redirect',
      `v=spf1 ${'exists:%{i}.example.com '.repeat(10)}redirect=_spf.provider.example`,
      ['spfTooManyLookups'],
    ],
    ['two that find nothing', 'v=spf1 a:x.example mx:y.example -all', []],
    ['three that find nothing', 'v=spf1 a:x.example mx:y.example exists:z.example -all', ['spfTooManyVoid']],
    ['IPv6 alone', 'v=spf1 a:x.example a:x.example a:x.example/24//64 -all', [], { 'aaaa:x.example': ['2001:db8::1'] }],
    ['eleven mail servers', 'v=spf1 mx -all', ['spfTooManyMailServers'], { 'mx:example.com': Array(11).fill('mx') }],
    ['a name server that fails', 'v=spf1 include:x.example -all', ['unanswered'], { 'x.example': 'ESERVFAIL' }],
    ['a name server that hangs', 'v=spf1 mx -all', ['unanswered'], { 'mx:example.com': 'hangs' }],
  ])('%s', async (_what, record, reasons, more = {}) => {
    expect((await spf(record, more)).reasons).toEqual(reasons);
  });

  it('counts through includes, ten and not eleven', async () => {
    const nested = (count: number) => ({ 'x.example': [`v=spf1 ${'exists:%{i}.x.example '.repeat(count)}-all`] });
    const { findings } = await spf('v=spf1 include:x.example -all', nested(9));
    expect(findings[0]).toMatchObject({ reason: 'spfFine', details: { lookups: 10 } });
    expect((await spf('v=spf1 include:x.example -all', nested(10))).reasons).toEqual(['spfTooManyLookups']);
  });

  it('is one record, of those that are there', async () => {
    expect((await check({ 'example.com': ['hello', 'v=spf10 -all'] })).reasons).toEqual(['spfNone']);
    expect((await check({ 'example.com': 'ENODATA' })).reasons).toEqual(['spfNone']);
    expect((await check({ 'example.com': ['v=spf1 -all', 'v=spf1 -all'] })).reasons).toEqual(['spfSeveral']);
  });

  it('includes what the provider needs, at any depth, unless it is not let through', async () => {
    const options = { spfInclude: 'Provider.example.' };
    const by = (record: string, more: Zone = {}) =>
      check({ 'example.com': [record], 'provider.example': ['v=spf1 ip4:192.0.2.1 -all'], ...more }, options);
    const nested = { 'x.example': ['v=spf1 include:provider.example -all'] };
    expect((await by('v=spf1 include:provider.example -all')).spf).toBe('pass');
    expect((await by('v=spf1 redirect=provider.example')).spf).toBe('pass');
    expect((await by('v=spf1 include:x.example -all', nested)).spf).toBe('pass');
    expect((await by('v=spf1 -include:x.example ~all', nested)).reasons).toEqual(['spfWithoutProvider']);
    expect((await by('v=spf1 -all include:provider.example')).reasons).toEqual(['spfWithoutProvider']);
    const { findings } = await by('v=spf1 -all');
    expect(findings[0]?.todo).toEqual({
      en: 'Add include:provider.example before the “all” at its end.',
      es: 'Añada include:provider.example antes del «all» del final.',
    });
  });
});
