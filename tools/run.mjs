// The front door of every `npm run …`: install what is missing, then run the task with its exit code and signals.
// Plain Node and no dependencies, because on a fresh clone nothing else is there yet.
import { handOver } from './run/hand-over.mjs';
import { ensureInstalled } from './run/install.mjs';
import { tasks } from './run/tasks.mjs';

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];

if (task === undefined) {
  console.error(`Unknown task "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}

const installed = await ensureInstalled();
if (!installed) {
  if (name.startsWith('test')) console.log('0 passed, 1 failed');
  process.exit(1);
}
handOver(process.execPath, task(args));
