import { isSintoniaError } from '@sintonia/spec';
import { type Arguments, HELP, readArguments, UsageError } from './arguments.js';
import { type Progress, showProgress } from './progress.js';
import { asJson, type Results } from './results.js';
import { asTable } from './table.js';

type Job = (args: Arguments, progress: Progress, stop: AbortSignal) => Promise<Results>;

/** Runs the job as a command: arguments in, table or JSON out, and an exit code that says how it went. */
export async function command(job: Job): Promise<void> {
  const stop = stopOnSignal();
  const progress = showProgress(process.stderr);
  try {
    const args = readArguments(process.argv.slice(2));
    if (args === 'help') return void process.stdout.write(HELP);
    const results = await job(args, progress, stop);
    process.stdout.write(`\n${asTable(results)}\n`);
    if (args.json) process.stdout.write(`${asJson(results)}\n`);
  } catch (error) {
    if (stop.aborted && (error === stop.reason || isSintoniaError(error, 'ABORTED'))) {
      progress.say('Stopped. The same command goes on from here; with --fresh it starts anew.');
      process.exitCode = 130;
    } else if (error instanceof UsageError) {
      progress.say(`${error.message} (--help says how.)`);
      process.exitCode = 2;
    } else if (isSintoniaError(error)) {
      progress.say(`${error.code}: ${error.message} Nothing is half done: the same command goes on from here.`);
      process.exitCode = 1;
    } else {
      process.exitCode = 1;
      throw error;
    }
  }
}

/** Ctrl-C, or a polite kill. Whoever asks twice is not made to wait. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  return stop.signal;
}
