import { type EngineEvents, HOUR, type Job, MINUTE, type Store } from '@sintonia/spec';
import { testClock } from '@sintonia/testing';
import { describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

const nothing = (): void => undefined;
const START = Date.UTC(2026, 0, 1);

/** Processes of one service: the same jobs, store and clock. */
async function processes(count: number, job: Job, store: Store = memoryStore()) {
  const clock = testClock(START);
  const open = () => testEngine({ clock, store: storeLike(store), jobs: { hourly: job } });
  const engines = [];
  for (let index = 0; index < count; index++) engines.push((await open()).engine);
  // From here on they know of the job.
  for (const engine of engines) await engine.tick();
  return { clock, engines, store, open };
}

function recorder() {
  const runs: number[] = [];
  const job: Job = { schedule: '0 * * * *', run: ({ scheduledFor }) => void runs.push((scheduledFor - START) / HOUR) };
  return { runs, job };
}

describe('exactly one executes', () => {
  it('each run, however many processes look at once', async () => {
    const { runs, job } = recorder();
    const { clock, engines } = await processes(4, job);
    for (let hour = 0; hour < 5; hour++) {
      clock.advance(HOUR);
      await Promise.all(engines.map((engine) => engine.tick()));
    }
    expect(runs).toEqual([1, 2, 3, 4, 5]);
  });

  it('a job that is new has missed nothing', async () => {
    const { runs, job } = recorder();
    await processes(1, { ...job, catchUp: 'each' });
    expect(runs).toEqual([]);
  });

  it('what was missed is made up for, each run in its turn', async () => {
    const { runs, job } = recorder();
    const { clock, engines } = await processes(2, { ...job, catchUp: 'each' });
    clock.advance(4 * HOUR);
    await Promise.all(engines.map((engine) => engine.tick()));
    expect(runs).toEqual([1, 2, 3, 4]);
  });

  it('tick says when it is wanted again', async () => {
    const { clock, engines } = await processes(1, recorder().job);
    clock.advance(20 * MINUTE);
    expect(await engines[0]?.tick()).toMatchObject({ next: START + HOUR });
  });
});

describe('a process that dies', () => {
  /** An engine whose run neither ends nor writes any more, as after SIGKILL or while it is stopped. */
  async function stuck() {
    const attempts: unknown[] = [];
    let goOn: () => void = () => undefined;
    const hang = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let saved: (() => Promise<void>) | undefined;
    const job: Job = {
      schedule: '0 * * * *',
      async run({ checkpoint, save }) {
        attempts.push(checkpoint);
        if (attempts.length > 1) return;
        await save({ page: 7 });
        saved = () => save({ page: 8 });
        await hang;
      },
    };
    const { clock, engines, store, open } = await processes(1, job);
    clock.advance(HOUR);
    const first = engines[0]?.tick();
    await vi.waitFor(() => expect(saved).toBeDefined());
    return { attempts, goOn, first, saveOfTheDead: () => saved?.(), clock, store, open };
  }

  it('is followed by another, from the last save on, and can write no more', async () => {
    const { attempts, goOn, first, saveOfTheDead, clock, open } = await stuck();
    const { engine } = await open();
    await engine.tick();
    expect(attempts, 'it may only be slow').toHaveLength(1);
    clock.advance(MINUTE);
    await engine.tick();
    expect(attempts).toEqual([undefined, { page: 7 }]);
    await expect(saveOfTheDead()).rejects.toMatchObject(coded('JOB_LOST'));
    goOn();
    await first;
    expect(await engine.jobs.list()).toMatchObject([
      { name: 'hourly', state: 'waiting', finishedAt: START + 61 * MINUTE },
    ]);
  });

  it('is not declared dead by a machine whose clock is minutes ahead', async () => {
    const { attempts, goOn, first, store } = await stuck();
    const ahead = testClock(START + HOUR + 9 * MINUTE);
    const job: Job = { schedule: '0 * * * *', run: () => void attempts.push('stolen') };
    const { engine } = await testEngine({ clock: ahead, store: storeLike(store), jobs: { hourly: job } });
    await engine.tick();
    await engine.tick();
    goOn();
    await first;
    expect(attempts).toEqual([undefined]);
  });
});

describe('a run that fails', () => {
  it('is tried again with pauses, then given up, and the next one has its chance', async () => {
    let tries = 0;
    const job: Job = {
      schedule: '0 * * * *',
      run: ({ scheduledFor }) => {
        if (scheduledFor > START + HOUR) return;
        tries++;
        throw new Error('no');
      },
    };
    const clock = testClock(START);
    const { engine, errors } = await testEngine({ clock, jobs: { hourly: job } });
    const told: EngineEvents['job'][] = [];
    engine.on('job', (event) => void told.push(event));
    await engine.tick();
    clock.advance(HOUR);
    for (let minute = 0; minute < 10; minute++) {
      await engine.tick();
      clock.advance(2 * MINUTE);
    }
    expect(tries).toBe(5);
    expect(errors).toHaveLength(5);
    expect(told.map(({ state }) => state).filter((state) => state !== 'started')).toEqual([
      ...Array(4).fill('retrying'),
      'failed',
    ]);
    clock.advance(HOUR);
    await engine.tick();
    expect(await engine.jobs.list()).toMatchObject([
      {
        state: 'waiting',
        failed: { scheduledFor: START + HOUR, code: 'SINTONIA_PLUGIN_FAILED' },
        finishedAt: clock.now(),
      },
    ]);
  });

  it('an engine that closes tells its jobs, and another takes over at once', async () => {
    const began = vi.fn();
    const job: Job = {
      schedule: '0 * * * *',
      run: ({ abort }) =>
        new Promise((_, reject) => {
          began();
          abort.addEventListener('abort', () => reject(abort.reason));
        }),
    };
    const { clock, engines, store } = await processes(1, job);
    clock.advance(HOUR);
    const ticking = engines[0]?.tick();
    await vi.waitFor(() => expect(began).toHaveBeenCalled());
    await engines[0]?.close();
    await ticking;
    const { runs, job: other } = recorder();
    const { engine } = await testEngine({ clock, store: storeLike(store), jobs: { hourly: other } });
    await engine.tick();
    expect(runs).toEqual([1]);
  });
});

describe('by hand', () => {
  it('a job runs outside its schedule, once at a time, and its error comes back', async () => {
    const job: Job = {
      schedule: '0 0 1 1 *',
      run: async ({ engine }) => {
        await expect(engine.jobs.run('hourly')).rejects.toMatchObject(coded('JOB_LOST'));
        throw new RangeError('wrong');
      },
    };
    const { engine } = await testEngine({ jobs: { hourly: job } });
    await expect(engine.jobs.run('hourly')).rejects.toThrow('wrong');
    await expect(engine.jobs.run('nightly')).rejects.toMatchObject(coded('JOB_UNKNOWN', 'name'));
    expect(await engine.jobs.list()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  });

  it.each([
    [{ hourly: { schedule: '0 * * * *' } }, 'jobs.hourly.run'],
    [{ hourly: { schedule: '0 * * * *', run: nothing, catchUp: 'all' } }, 'jobs.hourly.catchUp'],
    [{ hourly: { schedule: '0 * * * *', run: nothing, cron: 1 } }, 'jobs.hourly.cron'],
  ])('a job declared wrongly is refused: %j', async (jobs, field) => {
    await expect(testEngine({ jobs: jobs as never })).rejects.toMatchObject(coded('OPTION_INVALID', field));
  });
});

it('runs by itself with automatic delivery', async () => {
  const ran = vi.fn();
  const clock = testClock(START);
  const { engine } = await testEngine({
    delivery: 'automatic',
    clock,
    jobs: { soon: { schedule: { every: '1m' }, run: ran } },
  });
  await vi.waitFor(async () => expect(await engine.jobs.list()).toMatchObject([{ state: 'waiting' }]));
  await engine.tick();
  clock.advance(2 * MINUTE);
  await engine.send({ userId: 'ana', campaign: 'receipt', occasion: 'x' }).catch(() => undefined);
  await engine.tick();
  expect(ran).toHaveBeenCalledOnce();
});
