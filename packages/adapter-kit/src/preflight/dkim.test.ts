import { describe, expect, it } from 'vitest';
import { check, dkim, ed25519, key, rsa } from './check.fixture.js';

describe('DKIM', () => {
  it.each<[what: string, record: string, reasons: readonly string[]]>([
    ['no more than a key', `p=${key}`, []],
    ['white space, a note, a semicolon at the end', `v=DKIM1 ; n=hello; p=${key.replace(/.{40}/g, '$& ')} ;`, []],
    ['as the RFC has it to the letter', `v=DKIM1; p=${rsa(2048, 'pkcs1')}`, []],
    ['revoked', 'v=DKIM1; p=', ['dkimRevoked']],
    ['1,024 bits', `v=DKIM1; p=${rsa(1024)}`, ['dkimKeyWeak']],
    ['768 bits', `v=DKIM1; p=${rsa(768)}`, ['dkimKeyShort']],
    ['a part lost', `v=DKIM1; p=${key.slice(0, 200)}`, ['dkimKeyBroken']],
    ['no base64', 'v=DKIM1; p=hello world!', ['dkimKeyBroken']],
    ['tested', `v=DKIM1; t=y:s; p=${key}`, ['dkimTesting']],
    ['Ed25519 alone', `v=DKIM1; k=ed25519; p=${ed25519}`, ['dkimOnlyEd25519']],
    ['Ed25519 of a wrong length', `v=DKIM1; k=ed25519; p=${key}`, ['dkimKeyBroken', 'dkimOnlyEd25519']],
    ['no key', 'v=DKIM1; k=rsa', ['dkimSyntax']],
    ['another kind', `v=DKIM1; k=dsa; p=${key}`, ['dkimSyntax']],
    ['SHA-1 only', `v=DKIM1; h=sha1; p=${key}`, ['dkimSyntax']],
    ['not for mail', `v=DKIM1; s=tlsrpt; p=${key}`, ['dkimSyntax']],
    ['another version', `v=DKIM2; p=${key}`, ['dkimSyntax']],
    ['the version not first', `k=rsa; v=DKIM1; p=${key}`, ['dkimSyntax']],
    ['a tag twice', `p=${key}; p=${key}`, ['dkimSyntax']],
    ['no tags', 'hello', ['dkimSyntax']],
  ])('%s', async (_what, record, reasons) => {
    expect((await dkim(record)).reasons).toEqual(reasons);
  });

  it('is there, once', async () => {
    expect((await check({ 's1._domainkey.example.com': 'ENOTFOUND' })).reasons).toEqual(['dkimNone']);
    const twice = { 's1._domainkey.example.com': [`p=${key}`, `p=${key}`] };
    expect((await check(twice)).reasons).toEqual(['dkimSeveral']);
  });

  it('is unknown where no selector was named, or nobody answers', async () => {
    expect(await check({}, { dkimSelectors: [] })).toMatchObject({ dkim: 'unknown', reasons: ['dkimNoSelector'] });
    expect((await check({ 's1._domainkey.example.com': 'ETIMEOUT' })).dkim).toBe('unknown');
  });

  it('is as good as the worst of its selectors, and Ed25519 is fine beside RSA', async () => {
    const more = { 's2._domainkey.example.com': [`k=ed25519; p=${ed25519}`] };
    expect(await check(more, { dkimSelectors: ['s1', 's2'] })).toMatchObject({ dkim: 'pass' });
    expect(await check({}, { dkimSelectors: ['s1', 's2'] })).toMatchObject({ dkim: 'fail', reasons: ['dkimNone'] });
  });
});
