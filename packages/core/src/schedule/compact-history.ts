import type { Job } from '@sintonia/spec';

/**
 * A job that folds signals away that are older than `retention`.
 *
 * ```ts
 * createEngine({ retention: { days: 730 }, jobs: { compact: compactHistory({ schedule: '0 4 * * 0' }) } })
 * ```
 */
export function compactHistory(when: Pick<Job, 'schedule' | 'timezone' | 'catchUp'>): Job {
  return {
    ...when,
    async run({ engine, abort }) {
      await engine.compact({ abort });
    },
  };
}
