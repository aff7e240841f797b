import type { TraitDeclarations } from '@sintonia/core';
import type { Rule } from '@sintonia/rules';
import type {
  DemographicOptions,
  EngagementOptions,
  FirmographicOptions,
  LifecycleOptions,
  RfmOptions,
} from '@sintonia/segmenters';
import type { Purpose, SignalDefinitions } from '@sintonia/spec';

/** What a kind of business starts from: plain JSON, to be copied and changed. */
export interface Pack {
  readonly name: string;
  /** Signal types beside the standard ones. One that tells something sensitive asks for a purpose of its own. */
  readonly signals: SignalDefinitions;
  /** Traits that the engine computes from signals. */
  readonly traits?: TraitDeclarations;
  /** Segments by name. */
  readonly segments: Readonly<Record<string, Rule>>;
  /** Settings of the segmenters of `@sintonia/segmenters` that it uses; `{}` is all defaults. */
  readonly segmenters: SegmenterSettings;
  /** What to say to whom, by name. */
  readonly offers: Readonly<Record<string, Offer>>;
  readonly guard?: Guard;
}

export interface SegmenterSettings {
  readonly rfm?: RfmOptions;
  readonly lifecycle?: LifecycleOptions;
  readonly engagement?: EngagementOptions;
  readonly firmographic?: FirmographicOptions;
  readonly demographic?: readonly DemographicOptions[];
}

/** A message for a segment. */
export interface Offer {
  readonly segment: string;
  /** Default: `marketing`. */
  readonly purpose?: Purpose;
  /** How many recommendations it shows. */
  readonly picks: number;
  readonly texts: { readonly en: OfferText; readonly es: OfferText };
}

export interface OfferText {
  readonly subject: string;
  readonly text: string;
}

/** What keeps a pack from sorting people by what they are, where that would harm them. */
export interface Guard {
  /** The purpose that people agree to explicitly. Sensitive signals, dimensions and offers that stand on them have to ask for it. */
  readonly purpose: Purpose;
  /** Traits that no segment may look at, whatever anybody agreed to. */
  readonly forbiddenTraits: readonly string[];
}
