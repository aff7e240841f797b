import type { FeedbackSample } from '@sintonia/testing';
import { hashOf, tokenOf } from './bounce-token.js';

export const secret = 'a-secret-of-bounces';
export const sendKey = '0123456789abcdef0123456789abcdef';
export const messageId = `<${hashOf(sendKey)}@shop.example>`;
export const token = tokenOf(messageId, secret);
export const receivedAt = Date.UTC(2026, 10, 22, 12);

export interface Report {
  /** Lines of the part that says what happened. */
  readonly fields: readonly string[];
  readonly type?: 'delivery-status' | 'feedback-report';
  readonly to?: string;
  /** Headers of the message that is given back. */
  readonly returned?: readonly string[];
  readonly encoding?: 'base64' | 'quoted-printable';
}

/** A mail with a report, as a server writes it. */
export function reportMail({ fields, type = 'delivery-status', to, returned, encoding }: Report): Buffer {
  const body = fields.join('\r\n');
  const encoded = encoding === undefined ? body : encode(body, encoding);
  return Buffer.from(
    [
      'Return-Path: <>',
      'Date: Sun, 22 Nov 2026 09:30:00 +0100 (CET)',
      'From: MAILER-DAEMON@mx.example',
      `To: ${to ?? `bounce+${token}@bounces.example`}`,
      'Subject: Undelivered',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=${type};`,
      '\tboundary="=_b/1"',
      '',
      'This is a MIME-encapsulated message.',
      '--=_b/1',
      'Content-Description: Notification',
      '',
      'I am sorry to tell you <ana@example.com>',
      '',
      '--=_b/1',
      `Content-Type: message/${type}`,
      ...(encoding === undefined ? [] : [`Content-Transfer-Encoding: ${encoding}`]),
      '',
      encoded,
      '',
      '--=_b/1',
      'Content-Type: text/rfc822-headers',
      '',
      ...(returned ?? ['From: shop@shop.example', 'To: ana@example.com', `X-Sintonia-Send-Key: ${sendKey}`]),
      '',
      '--=_b/1--',
      '',
    ].join('\r\n'),
    'latin1',
  );
}

export function delivery(action: string, status: string, more: readonly string[] = []): Report {
  return {
    fields: [
      'Reporting-MTA: dns; mx.example',
      `Original-Envelope-Id: ${token}.${sendKey}`,
      ...more,
      '',
      'Final-Recipient: rfc822; ana@example.com',
      `Action: ${action}`,
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 no such',
      '    mailbox ana@example.com',
    ],
  };
}

export function complaint(type: string): Report {
  return {
    type: 'feedback-report',
    to: 'fbl@shop.example',
    fields: [
      `Feedback-Type: ${type}`,
      'User-Agent: SomeGenerator/1.0',
      'Version: 1',
      `Original-Mail-From: <bounce+${token}@bounces.example>`,
      'Original-Rcpt-To: <ana@example.com>',
    ],
  };
}

function encode(text: string, encoding: 'base64' | 'quoted-printable'): string {
  if (encoding === 'base64')
    return (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
  return text.replaceAll('=', '=3D').replaceAll('Status', 'Stat=\r\nus');
}

const sample = (name: string, report: Report, kind: string, because: string) => ({
  name,
  request: {
    method: 'POST',
    url: '/',
    headers: { authorization: `Bearer ${secret}` },
    rawBody: reportMail(report),
    receivedAt,
  },
  means: [{ kind, because, sendKey, providerId: messageId }] as FeedbackSample['means'],
});

/** One report of each kind. */
export const samples = [
  sample('unknown mailbox', delivery('failed', '5.1.1'), 'hardBounce', '5.1.1'),
  sample('given up', delivery('failed', '4.4.1'), 'softBounce', '4.4.1'),
  sample('still trying', delivery('delayed', '4.4.1'), 'deferred', '4.4.1'),
  sample('arrived', delivery('delivered', '2.0.0'), 'delivered', '2.0.0'),
  sample('handed on', delivery('relayed', '2.0.0'), 'accepted', '2.0.0'),
  sample('abuse', complaint('abuse'), 'complaint', 'abuse'),
  sample('opt-out', complaint('opt-out'), 'unsubscribe', 'opt-out'),
] as FeedbackSample[];
