import type { Asked, Step } from './step.js';
import { oneStep, skippedStep, type Tally } from './tally.js';

/** Runs one step after the other, past failures, and says how each went and how long it took. */
export async function runSteps(steps: readonly Step[], asked: Asked): Promise<Tally[]> {
  const tallies: Tally[] = [];
  const missing = new Set<string>();

  for (const step of steps) {
    console.log(`\n▶ ${step.title}`);
    const blocker = step.needs?.find((name) => missing.has(name));
    if (blocker !== undefined) {
      console.log(`– ${step.title}: skipped, because "${blocker}" failed`);
      missing.add(step.name);
      tallies.push(skippedStep);
      continue;
    }
    const started = Date.now();
    const tally = await attempt(step, asked);
    if (tally.failed > 0) missing.add(step.name);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${tally.failed > 0 ? '✗' : '✓'} ${step.title} (${seconds} s)`);
    tallies.push(tally);
  }
  return tallies;
}

async function attempt(step: Step, asked: Asked): Promise<Tally> {
  try {
    return await step.run(asked);
  } catch (error) {
    console.error(error);
    return oneStep(false);
  }
}
