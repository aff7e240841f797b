import { type KeyObject, verify } from 'node:crypto';
import type { SnsEnvelope } from './sns-envelope.js';

const inNotifications = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;
const inConfirmations = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

/** By `SignatureVersion`. */
const algorithms: Readonly<Record<string, string>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

/**
 * The text that SNS signs: names and values, sorted by name, each on a line of its own
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).
 */
export function signedText(envelope: SnsEnvelope): string {
  const names = envelope.Type === 'Notification' ? inNotifications : inConfirmations;
  return names
    .filter((name) => envelope[name] !== undefined)
    .map((name) => `${name}\n${envelope[name]}\n`)
    .join('');
}

/** Whether the signature is that of this key, written in the one way that base64 has for it. */
export function isSigned(envelope: SnsEnvelope, key: KeyObject): boolean {
  const { SignatureVersion, Signature } = envelope;
  const algorithm = Object.hasOwn(algorithms, SignatureVersion) ? algorithms[SignatureVersion] : undefined;
  const bytes = Buffer.from(Signature, 'base64');
  if (algorithm === undefined || bytes.toString('base64') !== Signature) return false;
  return verify(algorithm, Buffer.from(signedText(envelope)), key, bytes);
}
