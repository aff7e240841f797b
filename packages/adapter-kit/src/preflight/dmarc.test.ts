import { describe, expect, it } from 'vitest';
import { check, dmarc, good, key } from './check.fixture.js';
import type { Zone } from './fake-resolver.fixture.js';
import type { PreflightOptions } from './preflight.js';

describe('DMARC', () => {
  it.each<[what: string, record: string, reasons: readonly string[], more?: Zone]>([
    ['quarantine', 'v=DMARC1;p=quarantine;rua=mailto:a@example.com!10m', []],
    ['none', 'v=DMARC1; p=none; rua=mailto:a@example.com', ['dmarcOnlyWatches']],
    ['a part of mail', 'v=DMARC1; p=reject; pct=20; rua=mailto:a@example.com', ['dmarcForSome']],
    ['no reports', 'v=DMARC1; p=reject', ['dmarcNoReports']],
    ['none, and no reports', 'v=DMARC1; p=none', ['dmarcOnlyWatches', 'dmarcNoReports']],
    ['reports to a stranger', 'v=DMARC1; p=reject; rua=mailto:a@reports.example', ['dmarcReportsRefused']],
    [
      'reports to a stranger who agrees',
      'v=DMARC1; p=reject; rua=mailto:a@reports.example',
      [],
      { 'example.com._report._dmarc.reports.example': ['v=DMARC1'] },
    ],
    ['reports within the house', 'v=DMARC1; p=reject; rua=mailto:a@mail.example.com', []],
    ['no policy', 'v=DMARC1; rua=mailto:a@example.com', ['dmarcSyntax']],
    ['another policy', 'v=DMARC1; p=block', ['dmarcSyntax']],
    ['another percentage', 'v=DMARC1; p=reject; pct=101', ['dmarcSyntax']],
    ['an address that is no URI', 'v=DMARC1; p=reject; rua=a@example.com', ['dmarcSyntax']],
    ['no tags', 'v=DMARC1; p', ['dmarcSyntax']],
    ['something else', 'hello', ['dmarcNone']],
  ])('%s', async (_what, record, reasons, more = {}) => {
    expect((await dmarc(record, more)).reasons).toEqual(reasons);
  });

  it('is one record', async () => {
    const record = 'v=DMARC1; p=reject';
    expect((await check({ '_dmarc.example.com': [record, record] })).reasons).toEqual(['dmarcSeveral']);
  });

  const shop = (org: string, more: Zone = {}) => {
    const zone = { 'shop.example.co.uk': good['example.com'], 's1._domainkey.shop.example.co.uk': [`p=${key}`] };
    return check({ ...zone, '_dmarc.example.co.uk': [org], ...more } as Zone, {}, 'shop.example.co.uk');
  };

  it('falls back to the organisation, with its word about subdomains, and never to a public suffix', async () => {
    const rua = 'rua=mailto:a@example.co.uk';
    expect((await shop(`v=DMARC1; p=none; sp=reject; ${rua}`)).dmarc).toBe('pass');
    expect((await shop(`v=DMARC1; p=reject; sp=none; ${rua}`)).findings.at(-2)?.details).toMatchObject({ tag: 'sp' });
    expect((await shop(`v=DMARC1; p=reject; ${rua}`)).dmarc).toBe('pass');
    const own = { '_dmarc.shop.example.co.uk': [`v=DMARC1; p=reject; sp=none; ${rua}`] };
    expect((await shop('v=DMARC1; p=none', own)).dmarc).toBe('pass');
    const none = { '_dmarc.example.co.uk': 'ENOTFOUND', '_dmarc.co.uk': [`v=DMARC1; p=reject; ${rua}`] };
    expect((await shop('', none)).reasons).toEqual(['dmarcNone']);
  });

  it('is unknown where nobody answers, and the organisation is not asked instead', async () => {
    const { dmarc: status, asked } = await shop('v=DMARC1; p=reject', { '_dmarc.shop.example.co.uk': 'EREFUSED' });
    expect(status).toBe('unknown');
    expect(asked).not.toContain('_dmarc.example.co.uk');
  });
});

describe('alignment', () => {
  const strict = { '_dmarc.example.com': ['v=DMARC1; p=reject; aspf=s; adkim=s; rua=mailto:a@example.com'] };
  const elsewhere: Zone = {
    'bounce.provider.example': ['v=spf1 -all'],
    'send.example.com': ['v=spf1 -all'],
    's1._domainkey.provider.example': [`p=${key}`],
  };
  it.each<[what: string, options: PreflightOptions, reasons: readonly string[], more?: Zone]>([
    ['a return path under the domain', { returnPath: 'send' }, []],
    ['the same, where it must be the same', { returnPath: 'send' }, ['alignedByDkimOnly'], strict],
    ['a return path of the provider', { returnPath: 'bounce.provider.example' }, ['alignedByDkimOnly']],
    ['a signature of the provider', { dkimDomain: 'provider.example' }, ['alignedBySpfOnly']],
    ['nothing of ours', { returnPath: 'bounce.provider.example', dkimDomain: 'provider.example' }, ['notAligned']],
  ])('%s', async (_what, options, reasons, more = {}) => {
    expect((await check({ ...elsewhere, ...more }, options)).reasons).toEqual(reasons);
  });

  it('is unknown where DMARC is, unless it makes no difference', async () => {
    const failing = { ...elsewhere, '_dmarc.example.com': 'ESERVFAIL' };
    expect((await check(failing)).alignment).toBe('pass');
    expect((await check(failing, { returnPath: 'send' })).alignment).toBe('unknown');
  });
});
