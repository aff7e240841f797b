import { createHash, timingSafeEqual } from 'node:crypto';
import { headerOf, invalidOption, type Setting, secretSetting, textSetting, unverified } from '@sintonia/adapter-kit';
import type { WebhookRequest } from '@sintonia/spec';

/** What a webhook of Postmark's brings along, since Postmark signs nothing: a login (HTTP basic), or a header of its own. */
export type WebhookProof =
  | { readonly user: string; readonly password: string }
  | { readonly header: string; readonly secret: string };

/** A header that must be there, letter by letter. */
export interface ExpectedHeader {
  readonly name: string;
  readonly value: string;
}

const MOST = 4;
const nameSetting = textSetting({ max: 100 });
const valueSetting = secretSetting({ min: 16 });

/** One to four of {@link WebhookProof}, as the headers that prove it. */
export const webhookProofsSetting: Setting<readonly ExpectedHeader[]> = (value, field) => {
  const proofs: unknown[] = Array.isArray(value) ? value : [value];
  if (proofs.length === 0 || proofs.length > MOST)
    throw invalidOption(field, `must be one proof, or a list of one to ${MOST}`);
  return proofs.map((proof) => expectedHeader(proof, field));
};

function expectedHeader(proof: unknown, field: string): ExpectedHeader {
  if (typeof proof !== 'object' || proof === null)
    throw invalidOption(field, 'must hold { user, password } or { header, secret }');
  const { user, password, header, secret, ...others } = proof as Record<string, unknown>;
  if (Object.keys(others).length > 0 || (user === undefined) === (header === undefined)) {
    throw invalidOption(field, 'must hold { user, password } or { header, secret }, and no more');
  }
  if (header !== undefined) {
    const name = nameSetting(header, `${field}.header`);
    if (!/^[\w-]+$/.test(name)) throw invalidOption(`${field}.header`, 'must be the name of a header');
    return { name, value: valueSetting(secret, `${field}.secret`) };
  }
  const login = `${nameSetting(user, `${field}.user`)}:${valueSetting(password, `${field}.password`)}`;
  return { name: 'authorization', value: `Basic ${Buffer.from(login).toString('base64')}` };
}

/** @throws SINTONIA_WEBHOOK_UNVERIFIED where the request has none of these headers; also where none is expected. */
export function verifyProof({ headers }: WebhookRequest, expected: readonly ExpectedHeader[]): void {
  let proven = false;
  for (const { name, value } of expected) {
    const given = headerOf(headers, name) ?? '';
    // Hashes are of one length, so that the time tells nothing about the secret's. No early end, for the same reason.
    if (timingSafeEqual(digest(given), digest(value))) proven = true;
  }
  if (!proven) throw unverified();
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
