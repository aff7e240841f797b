import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import { plainAddress } from '../plain-address.js';
import { readSettings, type Setting, textSetting } from '../settings.js';

/** Who messages are from. */
export interface MailSender {
  /** What mail programs show. At most 200 characters. Default: nothing but the address. */
  readonly name?: string;
  readonly address: string;
}

const nameSetting = textSetting({ max: 200 });

/** A setting that is an address, or a name and an address. */
export const senderSetting: Setting<Required<MailSender>> = (value, field) => {
  if (typeof value === 'string') return { name: '', address: senderAddress(value, field) };
  const { name, address } = readSettings(value, {
    name: (given) => (given === undefined ? '' : nameSetting(given, `${field}.name`)),
    address: (given) => senderAddress(given, `${field}.address`),
  });
  return { name, address };
};

function senderAddress(value: unknown, field: string): string {
  try {
    return plainAddress(value, field);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    const message = `${field} must be exactly one plain e-mail address; a name goes into { name, address }.`;
    throw new SintoniaError('OPTION_INVALID', message, { field });
  }
}
