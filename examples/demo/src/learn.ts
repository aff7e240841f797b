import type { Engine, OpenSchema } from '@sintonia/spec';
import type { Step } from './progress.js';
import type { Run } from './run-state.js';

/** Learns from everything. Models are kept in the store, so a run that is resumed later than this has them already. */
export async function learn<Name extends string>(
  engine: Engine<OpenSchema, Name>,
  run: Run,
  step: Step,
  stop: AbortSignal,
): Promise<void> {
  if (run.state.fitted) return step.done('learnt before');
  engine.on('fitProgress', ({ model, fraction }) => step.at(fraction, model));
  const reports = await engine.fit({ abort: stop });
  run.save({ fitted: true });
  const models = Object.entries(reports).map(([model, { outcome, details }]) =>
    outcome === 'fitted' ? model : `${model}: not enough data${details?.lacks ? ` (it lacks ${details.lacks})` : ''}`,
  );
  step.done(models.join(', '));
}
