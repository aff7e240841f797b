import {
  type CollectOptions,
  type CollectResult,
  type Decision,
  type Diagnosis,
  type Engine,
  type EngineEvents,
  type FeedbackInput,
  type FitOptions,
  type FitReport,
  type IdentifyInput,
  type Moment,
  type PersonReference,
  type Pick,
  type Profile,
  personOf,
  type Recommendations,
  type RecommendRequest,
  type Segments,
  type SendResult,
  type SimilarRequest,
  SintoniaError,
  type TickReport,
} from '@sintonia/spec';
import type { Container } from 'inversify';
import { feedbackSignal } from './collect/feedback-signal.js';
import { TOKENS } from './container/tokens.js';
import { whileOpen } from './while-open.js';

/** The engine's face: each method hands over to the service of its stage. Services are resolved here, once. */
export class SintoniaEngine implements Engine {
  readonly tenant: string;
  readonly catalog: Engine['catalog'];
  readonly privacy: Engine['privacy'];
  readonly #services;
  #closing: Promise<void> | undefined;

  constructor(container: Container) {
    this.#services = {
      settings: container.get(TOKENS.Settings),
      parts: container.get(TOKENS.Parts),
      events: container.get(TOKENS.Events),
      store: container.get(TOKENS.Store),
      registry: container.get(TOKENS.SignalRegistry),
      writer: container.get(TOKENS.SignalWriter),
      collecting: container.get(TOKENS.SignalCollecting),
      profiles: container.get(TOKENS.Profiles),
      models: container.get(TOKENS.Models),
      segments: container.get(TOKENS.Segments),
      recommendations: container.get(TOKENS.Recommendations),
      similar: container.get(TOKENS.SimilarItems),
      decider: container.get(TOKENS.Decider),
      sender: container.get(TOKENS.Sender),
      exposures: container.get(TOKENS.Exposures),
      diagnostician: container.get(TOKENS.Diagnostician),
      ticker: container.get(TOKENS.Ticker),
    };
    const isOpen = () => this.#closing === undefined;
    this.tenant = this.#services.settings.tenant;
    this.catalog = whileOpen(container.get(TOKENS.Catalog), isOpen);
    this.privacy = whileOpen(container.get(TOKENS.Privacy), isOpen);
  }

  /** Takes up what an earlier process left to do. */
  start(): void {
    this.#services.ticker.wake();
  }

  async collect(signals: unknown, options?: CollectOptions): Promise<CollectResult> {
    return this.#open.collecting.collect(signals, options);
  }

  async identify(input: IdentifyInput): Promise<Profile> {
    return this.#open.profiles.identify(input);
  }

  async profileOf(person: PersonReference): Promise<Profile> {
    return this.#open.profiles.of(personOf(person));
  }

  async recommend(request: RecommendRequest): Promise<Recommendations> {
    return this.#open.recommendations.recommend(request);
  }

  async similar(request: SimilarRequest): Promise<readonly Pick[]> {
    return this.#open.similar.to(request);
  }

  async segmentsOf(person: PersonReference): Promise<Segments> {
    return this.#open.segments.of(person);
  }

  async decide(request: PersonReference & { readonly campaign: string }): Promise<Decision> {
    return (await this.#open.decider.decide(personOf(request), request.campaign)).decision;
  }

  async send(request: PersonReference & { readonly campaign: string; readonly occasion: string }): Promise<SendResult> {
    const result = await this.#open.sender.send(request);
    if (result.status === 'queued') this.#services.ticker.wake();
    return result;
  }

  async feedback(input: FeedbackInput): Promise<void> {
    await this.#open.collecting.collect(feedbackSignal(input));
  }

  async fit(options: FitOptions = {}): Promise<Readonly<Record<string, FitReport>>> {
    return this.#open.models.fit(options);
  }

  async tick(now?: Moment): Promise<TickReport> {
    return this.#open.ticker.tick(now);
  }

  declare(signals: object): void {
    this.#open.registry.declare(signals);
  }

  on<Name extends keyof EngineEvents>(
    name: Name,
    listener: (event: EngineEvents[Name]) => void | Promise<void>,
  ): () => void {
    return this.#open.events.on(name, listener);
  }

  async diagnose(person?: PersonReference): Promise<Diagnosis> {
    return this.#open.diagnostician.diagnose(person);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  get #open() {
    if (this.#closing) throw new SintoniaError('ENGINE_CLOSED', 'The engine is closed.');
    return this.#services;
  }

  async #close(): Promise<void> {
    const { ticker, models, writer, exposures, parts, store } = this.#services;
    try {
      await Promise.all([ticker.close(), models.close(), writer.idle()]);
      await exposures.flush();
      for (const plugin of parts.plugins) await plugin.close?.();
    } finally {
      await store.close();
    }
  }
}
