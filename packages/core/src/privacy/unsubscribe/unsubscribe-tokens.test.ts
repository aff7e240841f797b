import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type UnsubscribeClaim, UnsubscribeTokens } from './unsubscribe-tokens.js';

const old = 'the secret of last year, thirty-two characters';
const young = 'the secret of this year, thirty-two characters';
const tokens = new UnsubscribeTokens([young], 'default');
const claim: UnsubscribeClaim = { person: 'ana', purpose: 'marketing', topic: 'news', sendKey: 'a'.repeat(32) };

describe('a token', () => {
  it('opens to what was sealed, whatever that is, and the same seals the same', () => {
    const id = fc.string({ minLength: 1, maxLength: 256, unit: 'binary' }).filter((text) => !/\p{Cc}/u.test(text));
    const claims = fc
      .record({ person: id, purpose: id, sendKey: id })
      .chain((rest) =>
        fc.option(id, { nil: undefined }).map((topic) => ({ ...rest, ...(topic !== undefined && { topic }) })),
      );
    fc.assert(
      fc.property(claims, (sealed) => {
        const token = tokens.seal(sealed);
        expect(token).toMatch(/^[\w-]+$/);
        expect(tokens.seal(sealed)).toBe(token);
        expect(tokens.open(token)).toEqual(sealed);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('says nothing about whom it is for, and fits into a line of a header', () => {
    const token = tokens.seal({ ...claim, person: '018f3c5e-7b1a-7c3d-9f00-1a2b3c4d5e6f' });
    const bytes = Buffer.from(token, 'base64url').toString('latin1');
    for (const word of ['ana', '018f', 'marketing', 'news', 'aaaa']) expect(bytes).not.toContain(word);
    expect(token.length).toBeLessThan(250);
  });

  it('with any bit changed, cut short or made longer is no good', () => {
    const token = tokens.seal(claim);
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(tokens.open(copy.toString('base64url')), `bit ${bit}`).toBeUndefined();
    }
    for (let length = 0; length < token.length; length++) expect(tokens.open(token.slice(0, length))).toBeUndefined();
    for (const other of [`${token}A`, `${token}=`, ` ${token}`, '', '\0', 'x'.repeat(1e6)]) {
      expect(tokens.open(other)).toBeUndefined();
    }
    expect(tokens.open(undefined as never)).toBeUndefined();
  });

  it('in another way of writing the same bytes is no good: logs and limits know each by one name', () => {
    const token = tokens.seal(claim);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].map((letter) => token.slice(0, -1) + letter).filter((other) => other !== token);
    for (const other of others) expect(tokens.open(other)).toBeUndefined();
  });

  it('of another tenant or another secret is no good', () => {
    const token = tokens.seal(claim);
    expect(new UnsubscribeTokens([young], 'other').open(token)).toBeUndefined();
    expect(new UnsubscribeTokens([old], 'default').open(token)).toBeUndefined();
  });

  it('lives on when the secret is changed', () => {
    const before = new UnsubscribeTokens([old], 'default').seal(claim);
    const both = new UnsubscribeTokens([young, old], 'default');
    expect(both.open(before)).toEqual(claim);
    expect(both.seal(claim)).toBe(tokens.seal(claim));
  });
});
