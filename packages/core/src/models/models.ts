import { type FitOptions, type FitReport, isSintoniaError, MINUTE, readMoment, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { PopulationAffinities } from '../profile/affinities/population-affinities.js';
import type { PercentileModel } from '../segment/percentile-model.js';
import type { Settings } from '../settings.js';
import { type Model, modelsOf } from './model.js';
import type { ModelFitter } from './model-fitter.js';
import type { ModelSnapshots } from './model-snapshots.js';

/** Up to so many signals a refit is quick enough to wait for. */
const QUICK = 20_000;
/** A refit is due when signals have grown by this share. */
const GROWTH = 0.1;
/** A fit that failed is not tried again sooner by itself. */
const PAUSE = MINUTE;

/** Keeps models up to date: brings them back after a restart, fits them when it is time. */
@injectable()
export class Models {
  readonly #ofPlugins: readonly Model[];
  readonly #percentiles: Model;
  readonly #affinities: Model;
  /** Signals collected since the last fit. */
  #collected = 0;
  /** Signals that the last fit had. */
  #learnt = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #restored: Promise<void> | undefined;
  #fitting: Promise<Readonly<Record<string, FitReport>>> | undefined;
  #refitting: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) parts: InstalledParts,
    @inject(TOKENS.ModelFitter) private readonly fitter: ModelFitter,
    @inject(TOKENS.Snapshots) private readonly snapshots: ModelSnapshots,
    @inject(TOKENS.PercentileModel) private readonly percentiles: PercentileModel,
    @inject(TOKENS.PopulationAffinities) private readonly affinities: PopulationAffinities,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {
    this.#ofPlugins = modelsOf(parts);
    this.#percentiles = { name: percentiles.name, part: percentiles, purposes: [], fitted: false };
    this.#affinities = { name: affinities.name, part: affinities, purposes: [], fitted: false };
    events.on('collected', ({ accepted }) => {
      this.#collected += accepted;
    });
  }

  private get models(): readonly Model[] {
    const own = [this.percentiles.isNeeded && this.#percentiles, this.affinities.isNeeded && this.#affinities];
    return [...this.#ofPlugins, ...own.filter((model) => model !== false)];
  }

  get names(): readonly string[] {
    return this.models.map(({ name }) => name);
  }

  get everFitted(): boolean {
    return this.models.length === 0 || this.models.some((model) => model.fitted);
  }

  /** Brings models up to date before they are asked, as far as `fitting` allows and it is quick. */
  async prepare(): Promise<void> {
    await this.#restore();
    if (this.settings.fitting === 'manual' || this.models.length === 0) return;
    if (this.models.every((model) => model.fitted) && this.#collected <= this.#learnt * GROWTH) return;
    if (this.settings.clock.now() < this.#pausedUntil) return;
    this.#refitting ??= this.#refit();
    if (!this.everFitted || this.#learnt < QUICK) await this.#refitting;
  }

  /** Brings models up to date that are in use. */
  async refit(): Promise<void> {
    if (this.everFitted) await this.prepare();
  }

  /** One fit at a time: a call during another waits for that one, then starts its own. */
  async fit(options: FitOptions): Promise<Readonly<Record<string, FitReport>>> {
    await this.#restore();
    while (this.#fitting) await this.#fitting.catch(() => undefined);
    return this.#fitOnce(options);
  }

  /** Takes over snapshots that another process has activated. A bad one is reported, and the model in use stays. */
  async poll(): Promise<void> {
    for (const model of this.models) {
      try {
        await this.#takeOver(model);
      } catch (error) {
        if (!isSintoniaError(error, 'SNAPSHOT_INVALID', 'PLUGIN_FAILED')) throw error;
        this.events.emit('error', { where: `snapshot of ${model.name}`, error });
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#fitting?.catch(() => undefined);
    await this.#refitting;
  }

  #restore(): Promise<void> {
    this.#restored ??= this.poll().catch((error) => {
      this.#restored = undefined;
      throw error;
    });
    return this.#restored;
  }

  async #takeOver(model: Model): Promise<void> {
    const { seen, part } = model;
    const pointer = await this.snapshots.pointerOf(model.name);
    if (!pointer || pointer.snapshot === seen || !part.restore) return;
    try {
      const bytes = await this.snapshots.load(pointer);
      // A fit of our own was faster, or is about to be.
      if (model.seen !== seen || this.#fitting) return;
      // Good or bad, it is looked at once.
      model.seen = pointer.snapshot;
      restore(part, bytes);
    } catch (error) {
      const latest = await this.snapshots.pointerOf(model.name);
      // Replaced while it was read: the next poll takes its successor.
      if (isSintoniaError(error, 'SNAPSHOT_INVALID') && latest?.snapshot !== pointer.snapshot) return;
      if (isSintoniaError(error, 'SNAPSHOT_INVALID')) model.seen = pointer.snapshot;
      throw error;
    }
    model.fitted = true;
    this.#learnt = Math.max(this.#learnt, pointer.signals);
  }

  /** The fit that is due by itself. It harms nobody when it fails: models stay as they are. */
  async #refit(): Promise<void> {
    try {
      await this.#fitOnce({});
    } catch (error) {
      this.#pausedUntil = this.settings.clock.now() + PAUSE;
      if (!this.#closing.signal.aborted) this.events.emit('error', { where: 'automatic fit', error });
    } finally {
      this.#refitting = undefined;
    }
  }

  #fitOnce(options: FitOptions): Promise<Readonly<Record<string, FitReport>>> {
    this.#fitting ??= this.#fitAll(options).finally(() => {
      this.#fitting = undefined;
    });
    return this.#fitting;
  }

  async #fitAll(options: FitOptions): Promise<Readonly<Record<string, FitReport>>> {
    const until = options.until === undefined ? undefined : readMoment(options.until, 'until');
    const now = until ?? this.settings.clock.now();
    const abort = AbortSignal.any([this.#closing.signal, ...(options.abort ? [options.abort] : [])]);
    const counted = this.#collected;
    const reports: Record<string, FitReport> = {};
    let failure: unknown;
    const known = this.#learnt + counted;
    let learnt = known;
    for (const model of this.models) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      try {
        const { report, signals } = await this.fitter.fit(model, { now, until, known, abort });
        reports[model.name] = report;
        learnt = Math.max(learnt, signals);
        this.events.emit('fitted', { model: model.name, report });
        if (report.drift?.length) this.events.emit('drift', { model: model.name, drift: report.drift });
      } catch (error) {
        // One model that fails must not keep the others from learning.
        if (!isSintoniaError(error, 'PLUGIN_FAILED')) throw error;
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    this.#collected -= counted;
    this.#learnt = learnt;
    return reports;
  }
}

function restore(part: Model['part'], bytes: Uint8Array): void {
  try {
    part.restore?.(bytes);
  } catch (cause) {
    if (isSintoniaError(cause)) throw cause;
    throw new SintoniaError('PLUGIN_FAILED', `The model ${part.name} could not be restored.`, { cause });
  }
}
