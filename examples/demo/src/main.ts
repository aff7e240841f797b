import type { Arguments } from './arguments.js';
import { Closing } from './closing.js';
import { catalogue, collect } from './collect.js';
import { command } from './command.js';
import { openDataset } from './data/dataset.js';
import { survey } from './data/survey.js';
import { evaluate, HeldOut } from './evaluate.js';
import { keepExamples } from './examples.js';
import { learn } from './learn.js';
import { startMailSink } from './mail-sink.js';
import { openForEvaluation, openForWork } from './open-engine.js';
import type { Progress } from './progress.js';
import { writeReport } from './report/write-report.js';
import type { Results } from './results.js';
import { Run } from './run-state.js';
import { segmentEveryone } from './segment.js';
import { sendEveryone } from './send.js';

/** Real purchases in, personal e-mails out, and an honest report on what came of it. */
async function demo(args: Arguments, progress: Progress, stop: AbortSignal): Promise<Results> {
  const open = new Closing();
  try {
    const dataset = openDataset(args);
    const run = open.add(await Run.open(args, dataset));
    progress.say(`${run.resumed ? 'Going on with an unfinished run' : 'A new run'} on ${dataset.name}.`);
    const seen = await survey(dataset, run.path('skipped.tsv'), progress.step('Read'), stop);

    const probation = open.add(await openForEvaluation(run, seen));
    const held = new HeldOut(seen);
    await catalogue(probation, run, seen.items, progress.step('Catalogue'));
    await collect(probation, { dataset, run, survey: seen, held }, progress.step('Collect'), stop);
    const ranking = await evaluate(probation, { run, held, cutoff: seen.cutoff }, progress.step('Evaluate'), stop);
    await probation.close();

    const mail = open.add(await startMailSink(run.path('mails.jsonl')));
    const engine = open.add(await openForWork(run, seen, { url: mail.url, show: keepExamples(run) }));
    await learn(engine, run, progress.step('Learn'), stop);
    const segmentation = await segmentEveryone(engine, seen.people, progress.step('Segment'), stop);
    const limit = args.limitMessages;
    const delivery = await sendEveryone({ engine, run, survey: seen, limit }, progress, stop);
    const { findings } = await engine.diagnose();

    const results = writeReport({ dataset, run, survey: seen, ranking, segmentation, delivery, findings, limit });
    run.save({ finished: true });
    return results;
  } finally {
    await open.close();
  }
}

await command(demo);
