import type {
  Assigner,
  ChannelDispatcher,
  DecisionRule,
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
  /** By channel; the first plugin that serves a channel wins. */
  readonly dispatchers: ReadonlyMap<string, Installed<ChannelDispatcher>>;
  readonly rules: readonly DecisionRule[];
  readonly assigner: Assigner | undefined;
}
