import { type Models as Desk, type ModelStatus, type ModelVersion, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { ModelSnapshots } from './model-snapshots.js';
import type { Models } from './models.js';
import type { SnapshotPointer } from './stored-model.js';

/** Shows the versions of models, and goes back to the one before. */
@injectable()
export class ModelDesk implements Desk {
  constructor(
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Snapshots) private readonly snapshots: ModelSnapshots,
  ) {}

  list(): Promise<readonly ModelStatus[]> {
    return Promise.all(this.models.names.map((name) => this.#status(name)));
  }

  async rollback(name: string): Promise<ModelStatus> {
    if (!this.models.names.includes(name)) throw unknown('No model of this name is installed.');
    if ((await this.snapshots.rollback(name)) === undefined) throw unknown('The model has no version before.');
    await this.models.poll();
    return this.#status(name);
  }

  async #status(name: string): Promise<ModelStatus> {
    const { active, previous } = await this.snapshots.stored(name);
    return {
      name,
      ...(active && { active: versionOf(active) }),
      ...(previous && { previous: versionOf(previous) }),
    };
  }
}

function versionOf({ fittedAt, signals, bytes }: SnapshotPointer): ModelVersion {
  return { fittedAt, signals, bytes };
}

function unknown(message: string): SintoniaError {
  return new SintoniaError('MODEL_UNKNOWN', message, { field: 'name' });
}
