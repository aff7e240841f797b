import type { ChannelDispatcher } from './channel-dispatcher.js';
import type { Clock } from './clock.js';
import type { Purpose } from './consent.js';
import type { Assigner, DecisionRule } from './decision.js';
import type { Destination } from './destination.js';
import type { JsonValue } from './json.js';
import type { PersonReference } from './person.js';
import type { ReRanker } from './re-ranker.js';
import type { Recommender } from './recommender.js';
import type { Segmenter } from './segmenter.js';
import type { SignalDefinitions } from './signal.js';
import type { SignalCollector } from './signal-collector.js';

/** What a plugin may see of the engine while it is set up. */
export interface PluginContext {
  readonly tenant: string;
  readonly clock: Clock;
}

/**
 * Whatever extends an engine: a plain object, made by a factory. It lists what it brings; the engine wires it.
 *
 * ```ts
 * export function postcards(settings: PostcardSettings): Plugin {
 *   return { name: 'postcards', specVersion: 1, dispatchers: [new PostcardDispatcher(settings)] };
 * }
 * ```
 */
export interface Plugin {
  /** Unique within an engine. */
  readonly name: string;
  readonly specVersion: 1;
  /** Names of plugins that must be there, too. */
  readonly requires?: readonly string[];
  /** What it uses personal data for. The engine gives it nobody's data who did not agree to all of them. Default: none needed. */
  readonly purposes?: readonly Purpose[];
  readonly signals?: SignalDefinitions;
  readonly collectors?: readonly SignalCollector[];
  readonly segmenters?: readonly Segmenter[];
  readonly recommenders?: readonly Recommender[];
  /** Each orders anew what the one before made, in the order of their plugins. */
  readonly rerankers?: readonly ReRanker[];
  readonly dispatchers?: readonly ChannelDispatcher[];
  /** Where segments, traits and picks are written to. */
  readonly destinations?: readonly Destination[];
  readonly rules?: readonly DecisionRule[];
  readonly assigner?: Assigner;
  /** Called once, before the engine serves. Throwing keeps the engine from starting. */
  setup?(context: PluginContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** Removes what this plugin holds about a person outside the store. */
  erase?(person: PersonReference): Promise<void>;
  /** What this plugin holds about a person outside the store. */
  export?(person: PersonReference): Promise<JsonValue>;
}
