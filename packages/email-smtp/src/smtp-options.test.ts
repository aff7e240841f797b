import { describe, expect, it } from 'vitest';
import { smtp } from './smtp.js';
import { readSmtpOptions, type SmtpOptions } from './smtp-options.js';

describe('options', () => {
  it('need nothing but a url', () => {
    expect(readSmtpOptions({ url: 'smtp://127.0.0.1:2525' })).toEqual({
      host: '127.0.0.1',
      port: 2525,
      secure: false,
      auth: undefined,
      from: { name: '', address: 'no-reply@localhost' },
      connections: 5,
      timeoutMs: 20_000,
      tls: 'off',
      ca: undefined,
      bounces: undefined,
    });
  });

  it.each<[SmtpOptions['url'], Record<string, unknown>]>([
    [
      'smtp://mail.example.com',
      { port: 587, tls: 'optional', from: { name: '', address: 'no-reply@mail.example.com' } },
    ],
    [
      'smtp://Mail.Exämple.com',
      { host: 'mail.xn--exmple-cua.com', from: { name: '', address: 'no-reply@mail.xn--exmple-cua.com' } },
    ],
    ['smtp://u:p@mail.example.com/', { tls: 'required', auth: { user: 'u', pass: 'p' } }],
    ['smtps://a%40b.c:p%3A%2F@mail.example.com', { port: 465, secure: true, auth: { user: 'a@b.c', pass: 'p:/' } }],
    ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'off', from: { name: '', address: 'no-reply@localhost' } }],
    [new URL('smtp://localhost'), { host: 'localhost', tls: 'off' }],
  ])('read %s', (url, expected) => {
    expect(readSmtpOptions({ url })).toMatchObject(expected);
  });

  it.each<[field: string, options: unknown]>([
    ['options', undefined],
    ['url', {}],
    ['url', { url: 'mail.example.com' }],
    ['url', { url: 'https://u:hunter22@mail.example.com' }],
    ['url', { url: 'smtp://u:hunter22%@mail.example.com' }],
    ['url', { url: 'smtp://u:hunter22@mail.example.com/?from=a@b.c' }],
    ['url', { url: 'smtp://u:hunter22@mail.example.com/path' }],
    ['url', { url: 'smtp://' }],
    ['from', { url: 'smtp://smtp_relay' }],
    ['from', { url: 'smtp://localhost', from: 'Shop <shop@example.com>' }],
    ['from', { url: 'smtp://localhost', from: 'a@example.com\r\nBcc: eve@example.com' }],
    ['from.address', { url: 'smtp://localhost', from: { name: 'Shop' } }],
    ['from.name', { url: 'smtp://localhost', from: { name: 'Shop\r\nBcc: x@y.z', address: 'a@b.c' } }],
    ['connections', { url: 'smtp://localhost', connections: 0 }],
    ['connections', { url: 'smtp://localhost', connections: 1.5 }],
    ['timeoutMs', { url: 'smtp://localhost', timeoutMs: Number.NaN }],
    ['tls', { url: 'smtp://localhost', tls: 'none' }],
    ['ca', { url: 'smtp://localhost', ca: '/etc/ca.pem' }],
    ['bounces.address', { url: 'smtp://localhost', bounces: { secret: 'hunter22-hunter22' } }],
    [
      'bounces.address',
      { url: 'smtp://localhost', bounces: { address: 'twelve-chars@b.c', secret: 'hunter22-hunter22' } },
    ],
    ['bounces.secret', { url: 'smtp://localhost', bounces: { address: 'b@b.c', secret: 'hunter22' } }],
    ['bounces.secret', { url: 'smtp://localhost', bounces: { address: 'b@b.c', secret: [] } }],
    ['bounces.verp', { url: 'smtp://localhost', bounces: { address: 'b@b.c', secret: 'hunter22-hunter22', verp: 1 } }],
    ['pool', { url: 'smtp://localhost', pool: false }],
  ])('name %s when it is wrong', (field, options) => {
    try {
      smtp(options as SmtpOptions);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toMatch(/hunter22|eve|Shop/);
    }
  });
});
