import type { Job, SyncOptions } from '@sintonia/spec';

export interface SyncDestinationOptions
  extends Pick<Job, 'schedule' | 'timezone' | 'catchUp'>,
    Omit<SyncOptions, 'abort'> {
  /** The name of an installed destination. */
  readonly destination: string;
}

/**
 * A job that writes segments, traits and picks to a platform, of whoever changed since the last run.
 *
 * ```ts
 * createEngine({ plugins: [hubspot(settings)], jobs: { crm: syncDestination({ destination: 'hubspot', schedule: { every: '1h' } }) } })
 * ```
 */
export function syncDestination({ destination, traits = [], picks = 0, ...when }: SyncDestinationOptions): Job {
  return {
    ...when,
    async run({ engine, abort }) {
      await engine.sync(destination, { traits, picks, abort });
    },
  };
}
