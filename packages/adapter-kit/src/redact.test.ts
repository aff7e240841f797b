import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact.js';

describe('redact', () => {
  it.each([
    ['user unknown: <ana.o+x@exämple.com>', 'user unknown: <[e-mail]>'],
    ['smtp://shop:p%40ss@mail.example.com:25', 'smtp://[secret]@mail.example.com:25'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [secret]'],
    ['authorization=Basic dXNlcjpwYXNz', 'authorization=Basic [secret]'],
    ['https://x.example/cb?a=1&access_token=hunter22&b=2', 'https://x.example/cb?a=1&access_token=[secret]&b=2'],
    ['key SG.abcdefghijkl_mnop-qrst used', 'key [secret] used'],
    ['shpat_0123456789abcdef0123', '[secret]'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '[secret]'],
    ['sgp_abcdefghijklmnop', '[secret]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature', '[secret]'],
    ['{"access_token":"hunter2hunter2","a":1}', '{"access_token":"[secret]","a":1}'],
    ['{"a":1, "password": "hunter\\"2, 3"}', '{"a":1, "password": "[secret]"}'],
    ['{"client_secret": 7123, "b": 2}', '{"client_secret": "[secret]", "b": 2}'],
    ['{"password":"hunter2 that is cut', '{"password":"[secret]"'],
    ["{'apiKey': 'hunter2'}", `{'apiKey': "[secret]"}`],
    ['password=hunter2', 'password=[secret]'],
    ['passwd=hunter2&a=1', 'passwd=[secret]&a=1'],
    ['(access_token=hunter2', '(access_token=[secret]'],
    ['apikey: hunter2', 'apikey: [secret]'],
    ['Cookie: sid=hunter2; theme=dark', 'Cookie: [secret]'],
    ['set-cookie: sid=hunter2; Path=/\r\nvary: accept', 'set-cookie: [secret]\r\nvary: accept'],
    ['POST /x?email=ana%40example.com&a=1', 'POST /x?email=[e-mail]&a=1'],
    ['to=ana.o%2540example.com', 'to=[e-mail]'],
    ['{"keys":3,"tone":"warm"}', '{"keys":3,"tone":"warm"}'],
    ['550 5.1.1 no such user', '550 5.1.1 no such user'],
    ['2 of 3 tokens left', '2 of 3 tokens left'],
  ])('turns %s into %s', (text, safe) => {
    expect(redactText(text)).toBe(safe);
  });

  it('masks by name, at any depth, and keeps the rest', () => {
    const value = {
      status: 401,
      headers: { Authorization: 'x', 'Set-Cookie': ['a', 'b'], 'x-api-key': 7, accept: '*/*' },
      list: [{ password: 'p' }, null, true, Number.NaN],
      'ana@example.com': 1,
    };
    expect(redact(value)).toEqual({
      status: 401,
      headers: { Authorization: '[secret]', 'Set-Cookie': '[secret]', 'x-api-key': '[secret]', accept: '*/*' },
      list: [{ password: '[secret]' }, null, true, 'NaN'],
      '[e-mail]': 1,
    });
  });

  it('masks what it is told to, wherever it stands', () => {
    expect(redact({ a: 'x-plain-old-key-y' }, ['plain-old-key', ''])).toEqual({ a: 'x-[secret]-y' });
  });

  it('makes errors short, and cycles and bulk end', () => {
    const error = Object.assign(new Error('to ana@example.com'), { code: 'EX', password: 'p' });
    expect(redact(error)).toEqual({ name: 'Error', message: 'to [e-mail]', code: 'EX' });
    const cycle: Record<string, unknown> = { bytes: new Uint8Array(9), run: () => 1, big: 1n };
    cycle.self = cycle;
    expect(JSON.stringify(redact(cycle))).toContain('[…]');
    expect(redactText('x'.repeat(1e6)).length).toBeLessThan(2100);
    expect(redact(Array.from({ length: 1e5 }, () => 1))).toHaveLength(100);
  });

  it('leaves no address standing, and always gives JSON', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.string(),
        fc.anything({ withBigInt: true, withDate: true, withMap: true }),
        (address, text, value) => {
          expect(JSON.stringify(redact({ text: `${text} ${address} ${text}`, value }))).not.toContain(address);
        },
      ),
    );
  });

  it('takes its time from no text', () => {
    const started = performance.now();
    for (const hostile of [
      'a@',
      'token=',
      '://a',
      'Bearer ',
      'eyJ',
      '?a_',
      'x',
      'a%',
      '"token',
      '"a":',
      'cookie:',
      'key',
    ])
      redactText(hostile.repeat(1e6 / hostile.length));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
