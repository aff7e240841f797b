import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenOf } from './bounce-token.js';
import {
  complaint,
  delivery,
  messageId,
  receivedAt,
  reportMail,
  secret,
  sendKey,
  token,
} from './mail-reports.fixture.js';
import { mailReports } from './mail-reports.js';
import { smtp } from './smtp.js';

const context = { secrets: [secret], domain: 'shop.example', receivedAt };
const read = (raw: Uint8Array | string) => mailReports(Buffer.from(raw), context);
const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('a report', () => {
  it.each([
    ['failed', '5.1.1', 'hardBounce'],
    ['failed', '5.1.1 (bad destination mailbox address)', 'hardBounce'],
    ['Failed', '5.0.0', 'hardBounce'],
    ['failed', '5.2.1', 'hardBounce'],
    ['failed', '5.4.4', 'hardBounce'],
    ['failed', '5.1.8', 'softBounce'],
    ['failed', '5.2.2', 'softBounce'],
    ['failed', '5.3.4', 'softBounce'],
    ['failed', '5.4.7', 'softBounce'],
    ['failed', '5.7.1', 'softBounce'],
    ['failed', '4.2.2', 'softBounce'],
    ['delayed', '4.4.1', 'deferred'],
    ['delivered', '2.1.5', 'delivered'],
    ['relayed', '2.0.0', 'accepted'],
  ])('that says %s and %s is a %s', (action, status, kind) => {
    const at = Date.UTC(2026, 10, 22, 8, 30);
    expect(read(reportMail(delivery(action, status)))).toEqual([
      {
        id: expect.stringMatching(/^report-/),
        kind,
        at,
        sendKey,
        providerId: messageId,
        because: status.split(' ')[0],
      },
    ]);
  });

  it.each([
    ['abuse', ['complaint']],
    ['fraud', ['complaint']],
    ['never-heard-of', ['complaint']],
    ['opt-out-list', ['unsubscribe']],
    ['not-spam', []],
    ['auth-failure', []],
  ])('of feedback of the type %s is %j', (type, kinds) => {
    expect(read(reportMail(complaint(type))).map(({ kind }) => kind)).toEqual(kinds);
  });

  const plain = delivery('failed', '5.1.1');
  const bare = { ...plain, fields: plain.fields.filter((line) => !line.startsWith('Original-')) };
  const headers = [`X-Sintonia-Report: ${token}`];
  it.each([
    ['in the return path only', { ...bare, returned: [] }, undefined],
    [
      'in a return path in capitals',
      { ...bare, to: `BOUNCE+${token.toUpperCase()}@B.EXAMPLE`, returned: [] },
      undefined,
    ],
    ['in the envelope id only', { ...plain, to: 'bounce@bounces.example', returned: [] }, sendKey],
    ['in what is given back only', { ...bare, to: 'bounce@bounces.example', returned: headers }, undefined],
    ['with another send key', { ...bare, returned: ['X-Sintonia-Send-Key: somebody-elses'] }, undefined],
    ['in base64', { ...plain, to: 'bounce@bounces.example', returned: [], encoding: 'base64' as const }, sendKey],
    ['in quoted-printable', { ...plain, encoding: 'quoted-printable' as const }, sendKey],
  ])('tells which message: %s', (_how, report, key) => {
    expect(read(reportMail(report))).toMatchObject([{ kind: 'hardBounce', providerId: messageId }]);
    expect(read(reportMail(report))[0]?.sendKey).toBe(key);
  });

  it('tells nothing under a token that somebody else made', () => {
    const forged = tokenOf(messageId, 'not-the-secret-that-we-use');
    const raw = reportMail(delivery('failed', '5.1.1')).toString('latin1').replaceAll(token, forged);
    expect(read(bytes(raw))).toEqual([]);
    for (let at = 0; at < token.length; at++) {
      const letter = token[at] === 'a' ? 'b' : 'a';
      const near = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
      expect(read(bytes(reportMail(plain).toString('latin1').replaceAll(token, near)))).toEqual([]);
    }
  });

  it('under the secret of before counts while that is listed', () => {
    const rotated = { ...context, secrets: ['the-secret-of-tomorrow', secret] };
    expect(mailReports(reportMail(plain), rotated)).toHaveLength(1);
  });

  it('is read behind the line of an mbox, with bare line ends, and within another multipart', () => {
    const raw = reportMail(plain).toString('latin1');
    expect(read(bytes(`From MAILER-DAEMON Sun Nov 22 2026\n${raw.replaceAll('\r\n', '\n')}`))).toHaveLength(1);
    const outer = 'Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n';
    expect(read(bytes(`${outer}${raw}\r\n--outer--`))).toHaveLength(1);
  });

  it('dated in the future happened when it came', () => {
    const raw = reportMail(plain).toString('latin1').replace('2026 09:30', '2031 09:30');
    expect(read(bytes(raw))[0]?.at).toBe(receivedAt);
  });

  it('that is none reports nothing: an answer, an out-of-office note, nothing at all', () => {
    const answer = `From: ana@example.com\nTo: bounce+${token}@b.example\nAuto-Submitted: auto-replied\n\nI am away until Monday.`;
    for (const raw of [answer, '', '\n', 'x', '\0'.repeat(1_000)]) expect(read(raw)).toEqual([]);
  });

  it.each([
    ['Action', delivery('lost', '5.1.1')],
    ['Status', delivery('failed', 'five')],
    ['Feedback-Type', complaint('?')],
  ])('about our message with a wrong %s is refused', (field, report) => {
    expect(() => read(reportMail(report))).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }));
  });

  it('that is too large is refused; one that is nested or split beyond reason is read in no time', () => {
    expect(() => read(Buffer.alloc(1_048_577))).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_TOO_LARGE' }));
    const nested = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(20_000);
    expect(read(nested)).toEqual([]);
    expect(read(`Content-Type: multipart/report; boundary=b\n\n${'--b\n\n'.repeat(200_000)}`)).toEqual([]);
    expect(read(`${'a: b\n '.repeat(170_000)}\n\n`)).toEqual([]);
    const long = reportMail({ ...plain, fields: [...plain.fields, `x: ${'=\n'.repeat(300_000)}`] });
    expect(read(long)).toHaveLength(1);
  });

  it('with anything done to it is valid or refused by a code', () => {
    const raws = [delivery('failed', '5.1.1'), complaint('abuse')].map((report) => reportMail(report));
    const change = fc.record({
      which: fc.nat(1),
      at: fc.nat(4_000),
      cut: fc.nat(60),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom('\r\n\r\n', '--=_b/1', ':', '=', '\0').map(bytes),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let raw = raws[changes[0]?.which ?? 0] as Buffer;
        for (const { at, cut, put } of changes) {
          const place = at % raw.length;
          raw = Buffer.concat([raw.subarray(0, place), put, raw.subarray(place + cut)]);
        }
        try {
          for (const { providerId } of read(raw)) expect(providerId).toBe(messageId);
        } catch (error) {
          expect(isSintoniaError(error) && error.code).toMatch(/^SINTONIA_INPUT_/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('who hands in a mail', () => {
  const bounces = { address: 'bounce@b.example', secret: [secret, 'the-secret-of-before'] };
  const [dispatcher] = smtp({ url: 'smtp://127.0.0.1:1', bounces }).dispatchers;
  const request = (authorization?: string): WebhookRequest => ({
    method: 'POST',
    url: '/',
    headers: authorization === undefined ? {} : { authorization },
    rawBody: Buffer.alloc(0),
    receivedAt,
  });

  it('shows one of the secrets', async () => {
    await dispatcher.verify?.(request(`Bearer ${secret}`));
    await dispatcher.verify?.(request('Bearer the-secret-of-before'));
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', `bearer ${secret}`, secret, `Bearer ${secret}x`])(
    'with %j is refused',
    async (authorization) => {
      await expect(dispatcher.verify?.(request(authorization))).rejects.toMatchObject({
        code: 'SINTONIA_WEBHOOK_UNVERIFIED',
      });
    },
  );

  it('is refused where no bounces are set up', async () => {
    const [closed] = smtp({ url: 'smtp://127.0.0.1:1' }).dispatchers;
    for (const header of ['Bearer undefined', 'Bearer ']) {
      await expect(closed.verify?.(request(header))).rejects.toMatchObject({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' });
    }
    expect(closed.parseFeedback?.({ ...request(), rawBody: reportMail(delivery('failed', '5.1.1')) })).toEqual([]);
  });
});
