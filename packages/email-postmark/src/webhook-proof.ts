import { invalidOption, type Setting, secretSetting, textSetting } from '@sintonia/adapter-kit';
import type { ExpectedHeader } from '@sintonia/adapter-kit/mail';

/** What a webhook of Postmark's brings along, since Postmark signs nothing: a login (HTTP basic), or a header of its own. */
export type WebhookProof =
  | { readonly user: string; readonly password: string }
  | { readonly header: string; readonly secret: string };

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
