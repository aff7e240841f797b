import { type FitReport, isSintoniaError, type Recommender, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import type { FitStreams } from './fit-streams.js';
import type { Model } from './model.js';
import type { ModelSnapshots } from './model-snapshots.js';

export interface FitMoment {
  readonly now: number;
  /** Only what happened before. */
  readonly until: number | undefined;
  /** At least so many signals are there. */
  readonly known: number;
  readonly abort: AbortSignal;
}

/** Has one model learn, and keeps what it learnt. */
@injectable()
export class ModelFitter {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.FitStreams) private readonly streams: FitStreams,
    @inject(TOKENS.Snapshots) private readonly snapshots: ModelSnapshots,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @throws SINTONIA_ABORTED, SINTONIA_STORE_*, SINTONIA_PLUGIN_FAILED when the model fails; the previous one then stays. */
  async fit(
    model: Model,
    { now, until, known, abort }: FitMoment,
  ): Promise<{ readonly report: FitReport; readonly signals: number }> {
    const { seed } = this.settings;
    const { purposes, name } = model;
    const { found, ...streams } = await this.streams.open({
      ...{ purposes, now, known },
      until: until ?? Number.POSITIVE_INFINITY,
    });
    const started = this.settings.clock.now();
    const progress = (fraction: number) => {
      const remainingMs = remaining(fraction, this.settings.clock.now() - started);
      this.events.emit('fitProgress', { model: name, fraction, ...(remainingMs !== undefined && { remainingMs }) });
    };
    const report = await ofPlugin(model, () =>
      (model.part.fit as NonNullable<Recommender['fit']>)({ ...streams, now, seed, abort, progress }),
    );
    model.fitted = true;
    if (until === undefined) {
      const bytes = await ofPlugin(model, () => model.part.snapshot?.());
      if (bytes) model.seen = (await this.snapshots.save(name, bytes, { fittedAt: now, signals: found() })).snapshot;
      else if (report.outcome === 'insufficientData') {
        // Otherwise a restart would bring back what was learnt from people who are not there any more.
        await this.snapshots.forget(name);
        delete model.seen;
      }
    } else {
      // What was learnt up to a date is for looking back: others go on with the full model, and here it must not come back.
      const pointer = await this.snapshots.pointerOf(name);
      if (pointer) model.seen = pointer.snapshot;
    }
    return { report, signals: found() };
  }
}

function remaining(fraction: number, elapsedMs: number): number | undefined {
  return fraction > 0 && fraction <= 1 && elapsedMs > 0
    ? Math.round((elapsedMs / fraction) * (1 - fraction))
    : undefined;
}

async function ofPlugin<Answer>({ name }: Model, ask: () => Answer): Promise<Awaited<Answer>> {
  try {
    return await ask();
  } catch (cause) {
    // Aborts and the store's errors, which models pass on, are not of their making.
    if (isSintoniaError(cause)) throw cause;
    throw new SintoniaError('PLUGIN_FAILED', `The model ${name} could not learn.`, { details: { model: name }, cause });
  }
}
