import type {
  BackfillOptions,
  BackfillReport,
  CollectOptions,
  CollectResult,
  Decision,
  Diagnosis,
  Engine,
  EngineEvents,
  FeedbackInput,
  FitOptions,
  FitReport,
  IdentifyInput,
  MemberPage,
  MembersOptions,
  MessageFate,
  Moment,
  PersonReference,
  Pick,
  Predictions,
  Preferences,
  Profile,
  ReceiveResult,
  Recommendations,
  RecommendRequest,
  Segments,
  SendResult,
  SimilarRequest,
  SyncOptions,
  SyncReport,
  TickReport,
  WebhookRequest,
} from '@sintonia/spec';
import type { Container } from 'inversify';
import { closeAll, closersOf } from './closing.js';
import { feedbackSignal } from './collect/feedback-signal.js';
import { TOKENS } from './container/tokens.js';
import { FrontDoor } from './front-door.js';

/** The engine's face: each method hands over to the service of its stage. Services are resolved here, once. */
export class SintoniaEngine implements Engine {
  readonly tenant: string;
  readonly catalog: Engine['catalog'];
  readonly identity: Engine['identity'];
  readonly jobs: Engine['jobs'];
  readonly models: Engine['models'];
  readonly privacy: Engine['privacy'];
  readonly segments: Engine['segments'];
  readonly subscriptions: Engine['subscriptions'];
  readonly suppressions: Engine['suppressions'];
  readonly messages: Engine['messages'];
  readonly #services;
  readonly #door = new FrontDoor();
  #closing: Promise<void> | undefined;

  constructor(container: Container) {
    this.#services = {
      settings: container.get(TOKENS.Settings),
      parts: container.get(TOKENS.Parts),
      events: container.get(TOKENS.Events),
      store: container.get(TOKENS.Store),
      registry: container.get(TOKENS.SignalRegistry),
      collecting: container.get(TOKENS.SignalCollecting),
      receiving: container.get(TOKENS.FeedbackReceiving),
      fates: container.get(TOKENS.Fates),
      backfilling: container.get(TOKENS.Backfilling),
      syncing: container.get(TOKENS.Syncing),
      circles: container.get(TOKENS.Circles),
      identification: container.get(TOKENS.Identification),
      profiles: container.get(TOKENS.Profiles),
      people: container.get(TOKENS.People),
      compaction: container.get(TOKENS.Compaction),
      preferences: container.get(TOKENS.Preferences),
      models: container.get(TOKENS.Models),
      segments: container.get(TOKENS.Segments),
      schedule: container.get(TOKENS.MembershipSchedule),
      predictions: container.get(TOKENS.Predictions),
      recommendations: container.get(TOKENS.Recommendations),
      similar: container.get(TOKENS.SimilarItems),
      decider: container.get(TOKENS.Decider),
      sender: container.get(TOKENS.Sender),
      exposures: container.get(TOKENS.Exposures),
      diagnostician: container.get(TOKENS.Diagnostician),
      ticker: container.get(TOKENS.Ticker),
      jobs: container.get(TOKENS.Jobs),
    };
    this.tenant = this.#services.settings.tenant;
    this.catalog = this.#door.before(container.get(TOKENS.Catalog));
    this.identity = this.#door.before(container.get(TOKENS.MergeLedger));
    this.jobs = this.#door.before(this.#services.jobs);
    this.models = this.#door.before(container.get(TOKENS.ModelDesk));
    this.privacy = this.#door.before(container.get(TOKENS.Privacy));
    this.segments = this.#door.before(container.get(TOKENS.SegmentDirectory));
    this.subscriptions = this.#door.before(container.get(TOKENS.Subscriptions));
    this.suppressions = this.#door.before(container.get(TOKENS.Suppressions));
    this.messages = this.#door.before(container.get(TOKENS.Messages));
    this.#services.jobs.workWith(this);
  }

  /** Takes up what an earlier process left to do. */
  start(): void {
    this.#services.ticker.wake();
  }

  collect(signals: unknown, options?: CollectOptions): Promise<CollectResult> {
    return this.#door.enter(() => this.#services.collecting.collect(signals, options));
  }

  receive(name: string, request: WebhookRequest): Promise<ReceiveResult> {
    return this.#door.enter(() => this.#services.receiving.receive(name, request));
  }

  backfill(collector: string, options?: BackfillOptions): Promise<BackfillReport> {
    return this.#door.enter(() => this.#services.backfilling.backfill(collector, options));
  }

  sync(destination: string, options?: SyncOptions): Promise<SyncReport> {
    return this.#door.enter(() => this.#services.syncing.sync(destination, options));
  }

  identify(input: IdentifyInput): Promise<Profile> {
    return this.#door.enter(() => this.#services.identification.identify(input));
  }

  profileOf(person: PersonReference): Promise<Profile> {
    return this.#door.enter(async () => this.#services.profiles.of(await this.#services.circles.named(person)));
  }

  people(options?: MembersOptions): Promise<MemberPage> {
    return this.#door.enter(() => this.#services.people.page(options));
  }

  preferencesOf(person: PersonReference): Promise<Preferences> {
    return this.#door.enter(async () => this.#services.preferences.of(await this.#services.circles.named(person)));
  }

  recommend(request: RecommendRequest): Promise<Recommendations> {
    return this.#door.enter(async () =>
      this.#services.recommendations.recommend(await this.#services.circles.meant(request)),
    );
  }

  similar(request: SimilarRequest): Promise<readonly Pick[]> {
    return this.#door.enter(() => this.#services.similar.to(request));
  }

  segmentsOf(person: PersonReference): Promise<Segments> {
    return this.#door.enter(async () => this.#services.segments.of(await this.#services.circles.meant(person)));
  }

  predictionsOf(person: PersonReference): Promise<Predictions> {
    return this.#door.enter(async () => this.#services.predictions.of(await this.#services.circles.meant(person)));
  }

  decide(request: PersonReference & { readonly campaign: string }): Promise<Decision> {
    return this.#door.enter(async () => {
      const { decision } = await this.#services.decider.decide(
        await this.#services.circles.named(request),
        request.campaign,
      );
      return decision;
    });
  }

  send(request: Parameters<Engine['send']>[0]): Promise<SendResult> {
    return this.#door.enter(async () => {
      const result = await this.#services.sender.send(await this.#services.circles.meant(request));
      if (result.status === 'queued') this.#services.ticker.wake();
      return result;
    });
  }

  fateOf(sendKey: string): Promise<MessageFate | undefined> {
    return this.#door.enter(() => this.#services.fates.of(sendKey));
  }

  feedback(input: FeedbackInput): Promise<void> {
    return this.#door.enter(() => this.#services.collecting.collectOne(feedbackSignal(input)));
  }

  fit(options: FitOptions = {}): Promise<Readonly<Record<string, FitReport>>> {
    return this.#door.enter(() => this.#services.models.fit(options));
  }

  compact(options: { readonly abort?: AbortSignal } = {}): Promise<{ readonly signals: number }> {
    return this.#door.enter(() => this.#services.compaction.run(options.abort));
  }

  tick(now?: Moment): Promise<TickReport> {
    return this.#door.enter(() => this.#services.ticker.tick(now));
  }

  declare(signals: object): void {
    this.#door.assertOpen();
    this.#services.registry.declare(signals);
  }

  on<Name extends keyof EngineEvents>(
    name: Name,
    listener: (event: EngineEvents[Name]) => void | Promise<void>,
  ): () => void {
    this.#door.assertOpen();
    return this.#services.events.on(name, listener);
  }

  diagnose(person?: PersonReference): Promise<Diagnosis> {
    return this.#door.enter(async () =>
      this.#services.diagnostician.diagnose(person && (await this.#services.circles.meant(person))),
    );
  }

  close(): Promise<void> {
    this.#door.close();
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { ticker, jobs, models, schedule, exposures, parts, store } = this.#services;
    // What would go on for long is told to stop; all else that is under way is waited for.
    const stopped = [jobs.close(), ticker.close(), models.close()];
    await closeAll([
      () => Promise.all(stopped),
      () => this.#door.empty(),
      () => schedule.idle(),
      () => exposures.flush(),
      ...closersOf(parts.plugins),
      () => store.close(),
    ]);
  }
}
