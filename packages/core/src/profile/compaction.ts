import { type PersonId, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { Checkpoints } from './checkpoints.js';

/** Keeps the log as long as `retention` says: folds away everybody's older signals. */
@injectable()
export class Compaction {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Checkpoints) private readonly checkpoints: Checkpoints,
  ) {}

  /** @throws SINTONIA_ABORTED */
  async run(abort?: AbortSignal): Promise<{ readonly signals: number }> {
    const before = this.settings.clock.now() - this.settings.retentionMs;
    let signals = 0;
    if (before === Number.NEGATIVE_INFINITY) return { signals };
    // Imports bring old signals at any place, so that the whole log is looked through.
    for await (const page of this.store.signals()) {
      const people = new Set<PersonId>();
      for (const { person, timestamp } of page) if (timestamp < before) people.add(person);
      for (const person of people) {
        if (abort?.aborted) throw new SintoniaError('ABORTED', 'The caller aborted.');
        signals += await this.checkpoints.fold(person, before);
      }
    }
    return { signals };
  }
}
