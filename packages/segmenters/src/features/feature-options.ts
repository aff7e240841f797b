import { type Duration, readDuration } from '@sintonia/rules';
import { isSintoniaError } from '@sintonia/spec';
import { isSensitiveTrait } from '../demographic/sensitive-traits.js';
import { invalidOption } from '../options/invalid-option.js';
import { readNames } from '../options/read-options.js';

export interface FeatureOptions {
  /** Signal types that are counted, at most 50. Default: {@link defaultSignals}. */
  readonly signals?: readonly string[];
  /** Windows that they are counted in, at most 10. Default: `['7d', '30d', '90d']`. */
  readonly windows?: readonly Duration[];
  /**
   * Told traits that may say something, at most 50: numbers as they are, texts and yes/no as categories. They are read as of today,
   * so name none that only comes about by the goal. Default: none.
   */
  readonly traits?: readonly string[];
}

export interface FeatureSettings {
  readonly signals: readonly string[];
  readonly windows: readonly { readonly name: string; readonly length: number }[];
  readonly traits: readonly string[];
}

/** The ones of a shop and of media that say most of what comes next. */
export const defaultSignals = [
  ...['Page Viewed', 'Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed', 'Order Refunded'],
  ...['Content Played', 'Content Completed'],
] as const;

const MOST = 50;
const MOST_WINDOWS = 10;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readFeatureOptions(options: FeatureOptions): FeatureSettings {
  const { signals = defaultSignals, windows = ['7d', '30d', '90d'], traits = [] } = options;
  const readTraits = readNames(traits, 'traits', 0);
  const readSignals = readNames(signals, 'signals');
  const named = readNames(windows, 'windows');
  if (readSignals.length > MOST) throw invalidOption('signals', `a list of at most ${MOST} signal types`);
  if (named.length > MOST_WINDOWS) throw invalidOption('windows', `a list of at most ${MOST_WINDOWS} durations`);
  if (readTraits.length > MOST) throw invalidOption('traits', `a list of at most ${MOST} traits`);
  const sensitive = readTraits.findIndex(isSensitiveTrait);
  if (sensitive >= 0) throw invalidOption(`traits[${sensitive}]`, 'no sensitive trait');
  const lengths = named.map((name, index) => ({ name, length: readOptionDuration(name, `windows[${index}]`) }));
  return { signals: readSignals, windows: lengths, traits: readTraits };
}

/** A duration in milliseconds. @throws SINTONIA_OPTION_INVALID */
export function readOptionDuration(value: unknown, field: string): number {
  try {
    return readDuration(value, field);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw invalidOption(field, 'a duration such as 90d, 12h or 30m');
  }
}
