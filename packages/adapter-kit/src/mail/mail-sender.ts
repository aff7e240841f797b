import { isSintoniaError } from '@sintonia/spec';
import { plainAddress } from '../plain-address.js';
import { invalidOption, readSettings, type Setting, textSetting } from '../settings.js';

/** Who messages are from. */
export interface MailSender {
  /** What mail programs show. At most 200 characters. Default: nothing but the address. */
  readonly name?: string;
  readonly address: string;
}

const nameSetting = textSetting({ max: 200 });

/** A setting that is one plain e-mail address. */
export const addressSetting: Setting<string> = (value, field) => {
  try {
    return plainAddress(value, field);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw invalidOption(
      field,
      'must be exactly one plain e-mail address; where there may be a name, say { name, address }',
    );
  }
};

/** A setting that is an address, or a name and an address. */
export const senderSetting: Setting<Required<MailSender>> = (value, field) => {
  if (typeof value === 'string') return { name: '', address: addressSetting(value, field) };
  const { name, address } = readSettings(value, {
    name: (given) => (given === undefined ? '' : nameSetting(given, `${field}.name`)),
    address: (given) => addressSetting(given, `${field}.address`),
  });
  return { name, address };
};
