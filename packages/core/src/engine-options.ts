import type {
  AttributeNameOf,
  Campaign,
  Clock,
  Job,
  OpenSchema,
  Plugin,
  Purpose,
  Schema,
  SegmentRule,
  SignalDefinition,
  SignalTypeOf,
  Store,
} from '@sintonia/spec';
import type { EngineModule } from './engine-module.js';
import type { IdentityOptions } from './identity/identity-settings.js';
import type { ChannelOptions } from './plugins/channel-options.js';
import type { UnsubscribeOptions } from './privacy/unsubscribe/read-unsubscribe.js';
import type { TraitDeclarations } from './profile/traits/trait-declaration.js';

/** What an engine is made of. Everything has a default; a store and a few plugins are what most engines name. */
export interface EngineOptions<
  S extends Schema = OpenSchema,
  CampaignName extends string = string,
  SegmentName extends string = string,
> {
  /** Where everything is kept. Default: in memory, gone with the process. */
  readonly store?: Store;
  /** Recommenders, segmenters, dispatchers, collectors, rules. Asked in this order. */
  readonly plugins?: readonly Plugin[];
  /** For platform teams: modules of `@sintonia/core/container` that rebind parts of the engine. */
  readonly modules?: readonly EngineModule[];
  /** Engines with different tenants share nothing, even on one store. Default: `default`. */
  readonly tenant?: string;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Seed of everything random. Default: 1. */
  readonly seed?: number;
  /** Signal types of your own, or other weights for standard ones. Added to the standard types and those of plugins. */
  readonly signals?: { readonly [Type in SignalTypeOf<S>]?: SignalDefinition };
  /**
   * Traits that are computed from signals as they come, by name: counts, sums, streaks and others. Shown in `Profile.computed`, and
   * asked by rules like told traits (which win where both have a name). At most 200.
   */
  readonly traits?: TraitDeclarations<S>;
  /** Item attributes by which people have affinities, such as `['category', 'artist']`. At most 50. Default: none. */
  readonly affinities?: readonly AttributeNameOf<S>[];
  /** Segments as rules of `@sintonia/rules`, built or as JSON, by name. At most 1,000. More can be declared while the engine runs. */
  readonly segments?: { readonly [Name in SegmentName]: SegmentRule };
  /**
   * Which items are for whom: a rule of `@sintonia/rules` about the item and the person together, such as an age rating, a region, a
   * distance, a stage of life. Asked of every list, the generic one too. Of who does not agree to personalisation nothing is
   * known: only what passes for everybody passes then. `age` is that of the trait `birthday`, unless it is told. Default: none.
   */
  readonly eligibility?: SegmentRule;
  /** Messages that `send` can send, by name. */
  readonly campaigns?: { readonly [Name in CampaignName]: Campaign<S, NoInfer<SegmentName>> };
  /**
   * What is done again and again, by name: the same in every process of a service. Exactly one executes each run, and what was missed
   * while none was there is made up for. Runs by themselves with `delivery: 'automatic'`, else by `tick`. At most 1,000.
   */
  readonly jobs?: { readonly [name: string]: Job };
  /** Which providers serve a channel, in which order or shares, and how fast. Default: the first dispatcher among the plugins. */
  readonly channels?: { readonly [channel: string]: ChannelOptions };
  /** Puts a way out into every message of a purpose other than `service`. Default: none, and `diagnose` says so. */
  readonly unsubscribe?: UnsubscribeOptions;
  /** Which ids name nobody, and how many devices a person may have. */
  readonly identity?: IdentityOptions;
  /** What holds for a purpose before the person has spoken. Default: personalisation and analytics granted, all else denied. */
  readonly consent?: { readonly [Name in Purpose]?: 'granted' | 'denied' };
  /** Share of people who get the generic version, so that the lift can be measured. 0 to 1. Default: 0.1. */
  readonly holdout?: number;
  /** At most so many messages of purposes other than `service`, per person. Default: 3 in 7 days. */
  readonly frequencyCap?: { readonly messages: number; readonly days: number };
  /** Local time of the person within which only `service` messages go out, such as `{ from: '21:00', to: '08:00' }`. Default: none. */
  readonly quietHours?: { readonly from: string; readonly to: string };
  /**
   * How long signals are kept one by one. Older ones are refused, and folded by `engine.compact()` (as by the job `compactHistory`) into
   * what follows from them. Days, 1 to 36,500; a rule of segments or eligibility may not look back further. Default: for ever.
   */
  readonly retention?: { readonly days: number };
  /** `automatic`: models are fitted when first asked and again as signals grow. `manual`: only by `fit()`. */
  readonly fitting?: 'automatic' | 'manual';
  /** `automatic`: messages go out and are retried by themselves. `manual`: only by `tick()`. */
  readonly delivery?: 'automatic' | 'manual';
  /**
   * For how long a message is a process's own while it hands it over, unless renewed: after a crash, so long until the message
   * counts as `unknown`. Milliseconds, 100 to a day. Default: 30,000.
   */
  readonly claimMs?: number;
  /** How long a provider may take over one request. Milliseconds, 100 to a day. Default: 60,000. */
  readonly dispatchMs?: number;
}
