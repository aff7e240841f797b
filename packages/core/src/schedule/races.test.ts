import { type EngineEvents, HOUR, type Job, MINUTE, type Store } from '@sintonia/spec';
import { testClock } from '@sintonia/testing';
import type { Scheduler } from 'fast-check';
import { expect } from 'vitest';
import { ignoring, race, racing } from '../race.fixture.js';
import { COLLECTIONS } from '../store/collections.js';
import { testEngine } from '../test-engine.fixture.js';

const START = Date.UTC(2026, 0, 1);

/** Two processes of one service look at the same job at once, the second one's clock ahead. What they tell of it. */
async function raceOfTwo(scheduler: Scheduler, planted: (store: Store) => Store, ahead: number) {
  const { slow, start, stop } = racing(scheduler, planted);
  const hourly: Job = {
    schedule: '0 * * * *',
    async run({ save }) {
      await scheduler.schedule(Promise.resolve(), 'work');
      await save({ page: 1 });
    },
  };
  const told: EngineEvents['job']['state'][] = [];
  const clocks = [testClock(START), testClock(START)];
  const engines = [];
  for (const clock of clocks) {
    const { engine } = await testEngine({ store: slow(), clock, jobs: { hourly } });
    engine.on('job', ({ state }) => void told.push(state));
    // From here on it knows of the job.
    await engine.tick();
    engines.push(engine);
  }
  for (const [at, clock] of clocks.entries()) clock.advance(HOUR + at * ahead);
  start();
  await scheduler.waitFor(Promise.all(engines.map((engine) => engine.tick())));
  stop();
  const count = (state: (typeof told)[number]) => told.filter((each) => each === state).length;
  return { started: count('started'), finished: count('finished'), jobs: await engines[0]?.jobs.list() };
}

race('two schedulers in the same minute: one executes', ignoring(COLLECTIONS.job), async (scheduler, planted) => {
  const { started, finished, jobs } = await raceOfTwo(scheduler, planted, MINUTE / 2);
  expect({ started, finished }).toEqual({ started: 1, finished: 1 });
  expect(jobs).toMatchObject([{ state: 'waiting', attempts: 0 }]);
});

race('a run that is taken over: one finishes', ignoring(COLLECTIONS.job), async (scheduler, planted) => {
  // Past the length of a lease and what clocks may differ by: whatever the first one holds has run out.
  const { finished, jobs } = await raceOfTwo(scheduler, planted, 12 * MINUTE);
  expect(finished).toBe(1);
  expect(jobs).toMatchObject([{ state: 'waiting', attempts: 0 }]);
});
