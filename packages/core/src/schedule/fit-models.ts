import type { Job } from '@sintonia/spec';

/**
 * A job that fits all models, in one process; the others take over what it learnt. For engines with `fitting: 'manual'`.
 *
 * ```ts
 * createEngine({ fitting: 'manual', jobs: { learn: fitModels({ schedule: '0 3 * * *' }) } })
 * ```
 */
export function fitModels(when: Pick<Job, 'schedule' | 'timezone' | 'catchUp'>): Job {
  return {
    ...when,
    async run({ engine, abort }) {
      await engine.fit({ abort });
    },
  };
}
