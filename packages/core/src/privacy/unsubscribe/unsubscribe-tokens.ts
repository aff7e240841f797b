import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { isIdentifier, type PersonId, type Purpose } from '@sintonia/spec';

/** What a link is about. */
export interface UnsubscribeClaim {
  readonly person: PersonId;
  readonly purpose: Purpose;
  readonly topic?: string;
  /** Of the message that it stands in. */
  readonly sendKey: string;
}

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
/** Nothing that we sealed is longer: ids are of at most 256 characters. */
const LONGEST = 4_096;

interface Keys {
  readonly seal: Buffer;
  readonly nonce: Buffer;
}

/**
 * Opaque tokens of links: what they hold is sealed by AES-256-GCM, so that it can be neither read nor made up. Keys are derived from the
 * secret by HKDF (RFC 5869) for each tenant. The nonce is an HMAC of the content, as in SIV (Rogaway and Shrimpton, 2006): the same message
 * always has the same link, and no nonce is used for two contents.
 */
export class UnsubscribeTokens {
  readonly #keys: readonly [Keys, ...Keys[]];
  readonly #tenant: Buffer;

  /** @param secrets the first one seals, all of them open. */
  constructor(secrets: readonly [string, ...string[]], tenant: string) {
    const [first, ...others] = secrets;
    this.#keys = [keysFrom(first, tenant), ...others.map((secret) => keysFrom(secret, tenant))];
    this.#tenant = Buffer.from(tenant);
  }

  seal({ person, purpose, topic, sendKey }: UnsubscribeClaim): string {
    const content = Buffer.from(JSON.stringify([person, purpose, sendKey, ...(topic === undefined ? [] : [topic])]));
    const [{ seal, nonce: nonceKey }] = this.#keys;
    const nonce = createHmac('sha256', nonceKey).update(content).digest().subarray(0, NONCE);
    const cipher = createCipheriv('aes-256-gcm', seal, nonce).setAAD(this.#tenant);
    const sealed = [cipher.update(content), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat([Buffer.of(VERSION), nonce, ...sealed]).toString('base64url');
  }

  /** What a token holds; nothing where it is not one of ours. Takes as long for a good one as for a forged one. */
  open(token: string): UnsubscribeClaim | undefined {
    if (typeof token !== 'string' || token.length > LONGEST || !/^[\w-]+$/.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length < 1 + NONCE + TAG || bytes[0] !== VERSION) return undefined;
    // All keys are tried, also behind the one that fits, and only the one way of writing counts.
    const [opened] = this.#keys.map(({ seal }) => this.#opened(bytes, seal)).filter((content) => content !== undefined);
    return opened === undefined || bytes.toString('base64url') !== token ? undefined : claimIn(opened);
  }

  #opened(bytes: Buffer, key: Buffer): Buffer | undefined {
    const nonce = bytes.subarray(1, 1 + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
      .setAAD(this.#tenant)
      .setAuthTag(bytes.subarray(-TAG));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

function keysFrom(secret: string, tenant: string): Keys {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, tenant, `sintonia unsubscribe ${use}`, 32));
  return { seal: derived('seal'), nonce: derived('nonce') };
}

function claimIn(content: Buffer): UnsubscribeClaim | undefined {
  const [person, purpose, sendKey, topic] = JSON.parse(content.toString()) as unknown[];
  if (!isIdentifier(purpose) || !isIdentifier(sendKey) || typeof person !== 'string') return undefined;
  return { person, purpose, sendKey, ...(typeof topic === 'string' && { topic }) };
}
