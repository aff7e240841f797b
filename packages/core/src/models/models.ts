import type { FitOptions, FitReport, Purpose, Recommender, Segmenter } from '@sintonia/spec';
import { isSintoniaError, readMoment, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Settings } from '../settings.js';
import type { FitStreams } from './fit-streams.js';
import type { ModelSnapshots } from './model-snapshots.js';

interface Model {
  readonly name: string;
  readonly part: Recommender | Segmenter;
  readonly purposes: readonly Purpose[];
  /** The stored snapshot that it holds. */
  snapshot?: string;
  fitted: boolean;
}

/** Up to so many interactions a refit is quick enough to wait for. */
const QUICK = 20_000;
/** A refit is due when signals have grown by this share. */
const GROWTH = 0.1;

/** Fits models, keeps their snapshots, and brings them back after a restart. */
@injectable()
export class Models {
  readonly #models: readonly Model[];
  #collected = 0;
  #learnt = 0;
  #restored: Promise<void> | undefined;
  #fitting: Promise<Readonly<Record<string, FitReport>>> | undefined;
  readonly #closing = new AbortController();

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) parts: InstalledParts,
    @inject(TOKENS.FitStreams) private readonly streams: FitStreams,
    @inject(TOKENS.Snapshots) private readonly snapshots: ModelSnapshots,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {
    this.#models = [...parts.segmenters, ...parts.recommenders]
      .filter(({ part }) => part.fit !== undefined)
      .map(({ part, purposes }) => ({ name: part.name, part, purposes, fitted: false }));
    events.on('collected', ({ accepted }) => {
      this.#collected += accepted;
    });
  }

  get everFitted(): boolean {
    return this.#models.length === 0 || this.#models.some((model) => model.fitted);
  }

  /** Brings models up to date before they are asked, as far as `fitting` allows and it is quick. */
  async prepare(): Promise<void> {
    this.#restored ??= this.poll();
    await this.#restored;
    if (this.settings.fitting === 'manual' || this.#models.length === 0) return;
    if (this.everFitted && this.#collected <= this.#learnt * GROWTH) return;
    const fit = this.#fitOnce({});
    if (!this.everFitted || this.#learnt < QUICK) await fit;
    else fit.catch((error) => this.events.emit('error', { where: 'background fit', error }));
  }

  /** One fit at a time: a call during another waits for that one, then starts its own. */
  async fit(options: FitOptions): Promise<Readonly<Record<string, FitReport>>> {
    this.#restored ??= this.poll();
    await this.#restored;
    while (this.#fitting) await this.#fitting.catch(() => undefined);
    return this.#fitOnce(options);
  }

  /** Takes over snapshots that another process has activated. A damaged one is reported, and the model in use stays. */
  async poll(): Promise<void> {
    for (const model of this.#models) {
      try {
        const pointer = await this.snapshots.pointerOf(model.name);
        if (!pointer || pointer.snapshot === model.snapshot || !model.part.restore) continue;
        model.part.restore(await this.snapshots.load(pointer));
        model.snapshot = pointer.snapshot;
        model.fitted = true;
        this.#learnt = Math.max(this.#learnt, pointer.interactions);
      } catch (error) {
        if (!isSintoniaError(error, 'SNAPSHOT_INVALID')) throw error;
        this.events.emit('error', { where: `snapshot of ${model.name}`, error });
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#fitting?.catch(() => undefined);
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
    let learnt = 0;
    for (const model of this.#models) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      const report = await this.#fitModel(model, { now, until, abort });
      reports[model.name] = report;
      learnt = Math.max(learnt, report.interactions);
      this.events.emit('fitted', { model: model.name, report });
    }
    this.#collected -= counted;
    this.#learnt = learnt;
    return reports;
  }

  async #fitModel(
    model: Model,
    when: { now: number; until: number | undefined; abort: AbortSignal },
  ): Promise<FitReport> {
    const { now, until, abort } = when;
    const streams = await this.streams.open({
      purposes: model.purposes,
      now,
      until: until ?? Number.POSITIVE_INFINITY,
    });
    const progress = (fraction: number) => this.events.emit('fitProgress', { model: model.name, fraction });
    const report = await (model.part.fit as NonNullable<Recommender['fit']>)({
      ...streams,
      now,
      seed: this.settings.seed,
      abort,
      progress,
    });
    model.fitted = true;
    if (until === undefined) {
      const bytes = model.part.snapshot?.();
      const about = { fittedAt: now, interactions: report.interactions };
      if (bytes) model.snapshot = (await this.snapshots.save(model.name, bytes, about)).snapshot;
    } else {
      // What was learnt up to a date is for looking back: others go on with the full model, and here it must not come back.
      const pointer = await this.snapshots.pointerOf(model.name);
      if (pointer) model.snapshot = pointer.snapshot;
    }
    return report;
  }
}
