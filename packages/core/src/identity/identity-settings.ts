import { assertIdentifier, assertKnownOptions, readInteger, SintoniaError } from '@sintonia/spec';
import type { MergeLimits } from './merge-steps.js';
import { placeholderIds } from './placeholder-ids.js';

/** Which ids name nobody, and how much may be merged. */
export interface IdentityOptions {
  /** Placeholders of your own trackers, beside those that every engine knows. Up to 1,000. Default: none. */
  readonly blocked?: readonly string[];
  /** Ids that look like placeholders but are somebody's, such as `0` where people are numbered from 0. Default: none. */
  readonly allowed?: readonly string[];
  /** Browsers and devices of one person. 1 to 1,000. Default: 100. */
  readonly mostDevices?: number;
  /** How often one browser or device may be merged, counting merges that were taken back. 1 to 1,000. Default: 10. */
  readonly mostMerges?: number;
}

export interface IdentitySettings extends MergeLimits {
  readonly isPlaceholder: (id: string) => boolean;
}

const MOST_WORDS = 1_000;

/** @throws SINTONIA_OPTION_INVALID, SINTONIA_INPUT_INVALID (`identity…`) */
export function readIdentityOptions(options: IdentityOptions): IdentitySettings {
  assertKnownOptions(options, ['blocked', 'allowed', 'mostDevices', 'mostMerges'], 'identity');
  const blocked = readWords(options.blocked ?? [], 'identity.blocked');
  const allowed = readWords(options.allowed ?? [], 'identity.allowed');
  return {
    isPlaceholder: placeholderIds({ blocked, allowed }),
    mostDevices: readInteger(options.mostDevices ?? 100, 'identity.mostDevices', { min: 1, max: 1_000 }),
    mostMerges: readInteger(options.mostMerges ?? 10, 'identity.mostMerges', { min: 1, max: 1_000 }),
  };
}

function readWords(words: readonly string[], field: string): readonly string[] {
  if (!Array.isArray(words) || words.length > MOST_WORDS) {
    throw new SintoniaError('OPTION_INVALID', `${field} must be a list of at most ${MOST_WORDS} ids.`, { field });
  }
  for (const [index, word] of words.entries()) assertIdentifier(word, `${field}[${index}]`);
  return words;
}
