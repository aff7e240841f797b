import { SintoniaError } from '@sintonia/spec';
import type { Setting } from './settings.js';

const MOST = 4;

/** One to four secrets of Standard Webhooks: `whsec_` and 24 to 64 bytes as base64. Several while one is rotated. */
export const webhookSecretsSetting: Setting<readonly string[]> = (value, field) => {
  const secrets: unknown[] = Array.isArray(value) ? value : [value];
  if (secrets.length === 0 || secrets.length > MOST || !secrets.every(isSecret)) {
    const message = `${field} must be whsec_ and 24 to 64 bytes as base64, or a list of one to four of these.`;
    throw new SintoniaError('OPTION_INVALID', message, { field });
  }
  return secrets as string[];
};

function isSecret(value: unknown): boolean {
  if (typeof value !== 'string' || !/^whsec_[A-Za-z\d+/]+={0,2}$/.test(value)) return false;
  const { length } = Buffer.from(value.slice('whsec_'.length), 'base64');
  return length >= 24 && length <= 64;
}
