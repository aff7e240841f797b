import {
  flagSetting,
  invalidOption,
  plainAddress,
  readSettings,
  type Setting,
  secretsSetting,
} from '@sintonia/adapter-kit';
import { isSintoniaError } from '@sintonia/spec';

export interface BounceOptions {
  /**
   * The return path: `bounce@example.com`. Each message has one of its own, `bounce+TOKEN@example.com`, so the server there must
   * deliver what stands behind a `+` to the same mailbox. The local part has at most 11 characters.
   */
  readonly address: string;
  /**
   * What seals the tokens, and what whoever hands in a bounce has to show. At least 16 characters, no white space. A list of at most four
   * while one is rotated: the first seals.
   */
  readonly secret: string | readonly string[];
  /** False for servers that refuse a return path of its own for each message: then it is `address`. Default: true. */
  readonly verp?: boolean;
}

/** {@link BounceOptions}, checked and complete. */
export interface BounceSettings {
  readonly address: string;
  readonly secrets: readonly string[];
  readonly verp: boolean;
}

/** 64 characters less a `+` and a token. */
const LONGEST_LOCAL_PART = 11;

export const bouncesSetting: Setting<BounceSettings> = (value, field) => {
  const { address, secret, verp } = readSettings(value, {
    address: (given) => addressOf(given, `${field}.address`),
    secret: (given) => secretsSetting({ min: 16 })(given, `${field}.secret`),
    verp: (given) => given === undefined || flagSetting(given, `${field}.verp`),
  });
  if (verp && address.lastIndexOf('@') > LONGEST_LOCAL_PART) {
    throw invalidOption(`${field}.address`, `must have at most ${LONGEST_LOCAL_PART} characters in front of its @`);
  }
  return { address, secrets: secret, verp };
};

function addressOf(value: unknown, field: string): string {
  try {
    return plainAddress(value, field);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw invalidOption(field, 'must be exactly one plain e-mail address');
  }
}
