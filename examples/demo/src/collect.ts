import type { Engine, Item, SignalInput } from '@sintonia/spec';
import type { Dataset } from './data/dataset.js';
import { type Row, readRows } from './data/read-rows.js';
import { isAgainst, signalTypeOf } from './data/signal-types.js';
import type { Survey } from './data/survey.js';
import type { HeldOut } from './evaluate.js';
import type { Step } from './progress.js';
import type { Run } from './run-state.js';

const BATCH = 5_000;

export async function catalogue(engine: Engine, run: Run, items: ReadonlyMap<string, Item>, step: Step): Promise<void> {
  if (!run.state.catalogued) {
    const all = [...items.values()];
    for (let start = 0; start < all.length; start += BATCH) {
      await engine.catalog.put(all.slice(start, start + BATCH));
      step.at(start / all.length);
    }
    run.save({ catalogued: true });
  }
  step.done(`${items.size.toLocaleString('en')} items`);
}

/**
 * Reads the file a second time and collects every line that the engine does not have for good. Line numbers make the ids of
 * signals, so a line that was stored just before a kill, and not noted here any more, is recognised and not counted twice.
 */
export async function collect(
  engine: Engine,
  { dataset, run, survey, held }: { dataset: Dataset; run: Run; survey: Survey; held: HeldOut },
  step: Step,
  stop: AbortSignal,
): Promise<void> {
  const { collected, ranking } = run.state;
  if (collected && ranking !== undefined) return step.done('collected before');
  const done = collected ? Number.POSITIVE_INFINITY : run.state.acknowledgedLine;
  const write = async (signals: readonly SignalInput[], lastLine: number) => {
    const { accepted, duplicates, refused } = await engine.collect(signals, { onInvalid: 'skip' });
    run.save({
      signals: run.state.signals + accepted + duplicates.length,
      refused: run.state.refused + refused.length,
      acknowledgedLine: lastLine,
    });
    step.at(run.state.signals / survey.rows, `${run.state.signals.toLocaleString('en')} signals`);
  };
  for await (const { signals, lastLine } of batches(dataset, held, done)) {
    stop.throwIfAborted();
    await write(signals, lastLine);
  }
  run.save({ collected: true });
  step.done(`${run.state.signals.toLocaleString('en')} signals`);
}

/** Signals from behind line `done`, with the line on which each batch ends. Lines before it only go into the evaluation. */
async function* batches(dataset: Dataset, held: HeldOut, done: number) {
  let signals: SignalInput[] = [];
  let lastLine = 0;
  for await (const { rows } of readRows(dataset)) {
    for (const row of rows) {
      const type = signalTypeOf(row);
      held.see(row, !isAgainst(type));
      if (row.line <= done) continue;
      signals.push(signalOf(row, type, dataset.identity));
      lastLine = row.line;
      if (signals.length < BATCH) continue;
      yield { signals, lastLine };
      signals = [];
    }
  }
  if (signals.length > 0) yield { signals, lastLine };
}

function signalOf({ line, user, item, time, value, order }: Row, type: string, identity: string): SignalInput {
  return {
    id: `${identity}-${line}`,
    type,
    userId: user,
    itemId: item,
    timestamp: time,
    ...(value === undefined ? {} : { value }),
    ...(order === undefined ? {} : { properties: { orderId: order } }),
  };
}
