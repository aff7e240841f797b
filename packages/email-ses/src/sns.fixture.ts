import { createSign, generateKeyPairSync } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';
import { type SnsEnvelope, signedText } from './sns-envelope.js';

export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:mail';
export const certificateUrl = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem';
export const receivedAt = Date.UTC(2026, 10, 22, 8);

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A value of ASN.1 in DER. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A certificate that signs itself, so that no key has to lie in the project. */
function selfSigned(): string {
  const algorithm = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('sns.amazonaws.com')));
  const name = der(0x30, der(0x31, commonName));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const validity = der(0x30, time('250101000000Z'), time('490101000000Z'));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, validity, name, key);
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const bytes = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

export const certificate = selfSigned();

/** Pretends to be SNS: gives the certificate out, and takes confirmations. Counts what was asked for. */
export function fakeSns() {
  const asked: string[] = [];
  const state = { isDown: false };
  const fetch: typeof globalThis.fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    asked.push(url);
    if (state.isDown) return new Response('', { status: 503, headers: { 'retry-after': '0' } });
    if (url === certificateUrl) return new Response(certificate);
    if (url.includes('Action=ConfirmSubscription')) return new Response('<ConfirmSubscriptionResponse/>');
    return new Response('', { status: 404 });
  };
  return { fetch, asked, state };
}

/** An envelope as SNS writes and signs it. */
export function signedEnvelope(
  message: unknown,
  { version = '2', ...changes }: { version?: '1' | '2' } & Partial<SnsEnvelope> = {},
): SnsEnvelope {
  const envelope: SnsEnvelope = {
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: topicArn,
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-11-22T07:59:59.126Z',
    SignatureVersion: version,
    Signature: '',
    SigningCertURL: certificateUrl,
    ...changes,
  };
  const sign = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256').update(signedText(envelope));
  return { ...envelope, Signature: sign.sign(privateKey, 'base64') };
}

/** A post of SNS. */
export function snsPost(envelope: unknown): WebhookRequest {
  const text = typeof envelope === 'string' ? envelope : JSON.stringify(envelope);
  return {
    method: 'POST',
    url: 'https://shop.example/webhooks/email-ses',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-topic-arn': topicArn },
    rawBody: Buffer.from(text),
    receivedAt,
  };
}

export const confirmation: Partial<SnsEnvelope> = {
  Type: 'SubscriptionConfirmation',
  Token: '2336412f37',
  SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=2336412f37`,
};
