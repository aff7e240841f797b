import { type EngineEvents, readOneOf, SintoniaError } from '@sintonia/spec';
import { EventEmitter } from 'eventemitter3';

const NAMES = Object.keys({
  collected: true,
  consent: true,
  identity: true,
  backfill: true,
  erased: true,
  privacyRequest: true,
  fitProgress: true,
  fitted: true,
  drift: true,
  decided: true,
  message: true,
  feedback: true,
  job: true,
  membership: true,
  error: true,
} satisfies Record<keyof EngineEvents, true>) as (keyof EngineEvents)[];

/**
 * Tells listeners, and keeps them from hurting the engine: one that throws, or whose promise rejects, is reported as `error`.
 * An `error` listener that fails is ignored.
 */
export class Events {
  readonly #emitter = new EventEmitter<keyof EngineEvents>();

  emit<Name extends keyof EngineEvents>(name: Name, event: EngineEvents[Name]): void {
    // Listeners are wrapped in `on`, so this never throws.
    this.#emitter.emit(name, event);
  }

  on<Name extends keyof EngineEvents>(
    name: Name,
    listener: (event: EngineEvents[Name]) => void | Promise<void>,
  ): () => void {
    if (typeof listener !== 'function') {
      throw new SintoniaError('INPUT_INVALID', 'listener must be a function.', { field: 'listener' });
    }
    readOneOf(name, 'name', NAMES);
    const guarded = (event: EngineEvents[Name]): void => {
      try {
        const outcome = listener(event);
        // Not every promise is one of ours: whatever has a `then` may reject.
        if (outcome !== undefined) Promise.resolve(outcome).catch((error) => this.#failed(name, error));
      } catch (error) {
        this.#failed(name, error);
      }
    };
    this.#emitter.on(name, guarded);
    return () => {
      this.#emitter.off(name, guarded);
    };
  }

  #failed(name: string, error: unknown): void {
    if (name !== 'error') this.emit('error', { where: `listener of ${name}`, error });
  }
}
