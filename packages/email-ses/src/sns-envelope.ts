import { type KeyObject, verify } from 'node:crypto';
import { bounds, parseJson, readObject, SintoniaError } from '@sintonia/spec';

/** What SNS posts, as far as it is signed or needed to check that. */
export interface SnsEnvelope {
  readonly Type: string;
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly SignatureVersion: string;
  readonly Signature: string;
  readonly SigningCertURL: string;
  readonly Subject?: string;
  readonly SubscribeURL?: string;
  readonly Token?: string;
}

const required = [
  'Type',
  'MessageId',
  'TopicArn',
  'Message',
  'Timestamp',
  'SignatureVersion',
  'Signature',
  'SigningCertURL',
] as const;
const others = ['Subject', 'SubscribeURL', 'Token'] as const;

/** The largest message of SNS. Characters. */
const LONGEST_MESSAGE = 262_144;

/**
 * Reads the body of a post of SNS, which says that it is `text/plain` and is JSON.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function readSnsEnvelope(body: Uint8Array): SnsEnvelope {
  const given = readObject(parseJson(body, { ...bounds, text: LONGEST_MESSAGE }), 'body');
  const texts: Record<string, string> = {};
  for (const name of [...required, ...others]) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof value === 'string') texts[name] = value;
    // A topic without subjects may say so by null.
    else if (!(others as readonly string[]).includes(name) || (value !== undefined && value !== null)) {
      throw new SintoniaError('INPUT_INVALID', `${name} must be a text.`, { field: name });
    }
  }
  return texts as unknown as SnsEnvelope;
}

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
