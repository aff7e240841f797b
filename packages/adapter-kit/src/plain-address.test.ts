import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainAddress } from './plain-address.js';

const invalid = expect.objectContaining({ code: 'SINTONIA_ADDRESS_INVALID', field: 'to' });

describe('plainAddress', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['Ana.O+tag@Example.COM', 'Ana.O+tag@example.com'],
    ["o'neill!#$%&*/=?^_`{|}~-@example.com", "o'neill!#$%&*/=?^_`{|}~-@example.com"],
    ['ana@localhost', 'ana@localhost'],
    ['ana@exämple.com', 'ana@xn--exmple-cua.com'],
    ['ana@xn--exmple-cua.com', 'ana@xn--exmple-cua.com'],
    ['ana@faß.example', 'ana@xn--fa-hia.example'],
    ['ana@日本語.jp', 'ana@xn--wgv71a119e.jp'],
    [`${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`, undefined],
  ])('takes %s', (written, address) => {
    expect(plainAddress(written)).toBe(address ?? written);
  });

  it.each([
    undefined,
    null,
    7,
    {},
    ['ana@example.com'],
    '',
    'ana',
    'ana@',
    '@example.com',
    ' ana@example.com',
    'ana@example.com ',
    'ana@example.com\n',
    'ana@example.com\r\nBcc: eve@example.com',
    'ana\0@example.com',
    'ana@exam\u00adple.com',
    'ana@exam\u200bple.com',
    'ana@example.com,eve@example.com',
    'ana@example.com;eve@example.com',
    'Ana <ana@example.com>',
    '<ana@example.com>',
    'friends:ana@example.com;',
    '"ana"@example.com',
    '"ana@example.com>,<eve"@example.com',
    'ana(x)@example.com',
    'ana\\@example.com',
    'ana@[127.0.0.1]',
    'ana@127.0.0.1',
    'ana@0x7f.1',
    'ana@1',
    'ana@eve@example.com',
    '.ana@example.com',
    'ana.@example.com',
    'a..na@example.com',
    'ana@example..com',
    'ana@.example.com',
    'ana@example.com.',
    'ana@-example.com',
    'ana@example-.com',
    'ana@ex_ample.com',
    'ana@ex%61mple.com',
    'ana@xn--a.com',
    'ana@℀.com',
    'ána@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ana@${'b'.repeat(64)}.com`,
    `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(62)}`,
    `ana@${'ä'.repeat(200)}.com`,
  ])('refuses %j', (written) => {
    expect(() => plainAddress(written)).toThrow(invalid);
  });

  const piece = fc.constantFrom(
    ...'ab1.-_+@<>()[]",:;\\ \t\r\n\0%äß日\u00ad\u200b\u2028',
    'ana@example.com',
    'xn--',
    'com',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  );

  it('gives one plain ASCII address of at most 254 octets, or refuses without repeating', () => {
    fc.assert(
      fc.property(anything, (written) => {
        let address: string;
        try {
          address = plainAddress(written);
        } catch (error) {
          expect(error).toEqual(invalid);
          if (written.length > 6) expect(String(error)).not.toContain(written);
          return;
        }
        expect(address).toMatch(/^[\x21-\x7e]{1,64}@[a-z\d.-]{1,252}$/);
        expect(address).not.toMatch(/[\s<>()[\]",:;\\]/);
        expect(address.split('@')).toHaveLength(2);
        expect(address.length).toBeLessThanOrEqual(254);
        expect(plainAddress(address), 'the address of an address is itself').toBe(address);
      }),
      { numRuns: 5000 },
    );
  });

  it('takes every address of the common form', () => {
    const common = (address: string) => {
      expect(plainAddress(address).toLowerCase()).toBe(address.toLowerCase());
    };
    fc.assert(fc.property(fc.emailAddress(), common), { numRuns: 1000 });
  });

  it('refuses a good address with anything smuggled in', () => {
    const smuggled = fc.constantFrom('\r', '\n', '\r\n', '\0', ' ', ',', ';', '<', '>', '(', ')', '"', '\\', ':', '@');
    fc.assert(
      fc.property(smuggled, fc.nat(15), (bad, at) => {
        const address = 'ana@example.com';
        expect(() => plainAddress(address.slice(0, at) + bad + address.slice(at))).toThrow(invalid);
      }),
    );
  });
});
