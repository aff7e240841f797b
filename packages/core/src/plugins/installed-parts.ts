import type {
  Assigner,
  ChannelDispatcher,
  DecisionRule,
  Destination,
  Plugin,
  Purpose,
  Recommender,
  ReRanker,
  Segmenter,
  SignalCollector,
  SignalDefinitions,
} from '@sintonia/spec';

/** A part and the purposes that its plugin needs people to agree to. */
export interface Installed<Part> {
  readonly part: Part;
  readonly purposes: readonly Purpose[];
}

/** Everything that the plugins brought, checked and in their order. */
export interface InstalledParts {
  readonly plugins: readonly Plugin[];
  /** Signal types that they declare. */
  readonly signals: SignalDefinitions;
  readonly collectors: ReadonlyMap<string, SignalCollector>;
  readonly segmenters: readonly Installed<Segmenter>[];
  readonly recommenders: readonly Installed<Recommender>[];
  readonly rerankers: readonly ReRanker[];
  /** By channel, in the order of the plugins. */
  readonly dispatchers: ReadonlyMap<string, readonly Installed<ChannelDispatcher>[]>;
  readonly destinations: ReadonlyMap<string, Installed<Destination>>;
  readonly rules: readonly DecisionRule[];
  readonly assigner: Assigner | undefined;
}
