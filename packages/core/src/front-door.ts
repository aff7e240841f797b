import { SintoniaError } from '@sintonia/spec';

/** Lets calls in for as long as the engine is open, and knows which are still inside. */
export class FrontDoor {
  readonly #inside = new Set<Promise<unknown>>();
  #isOpen = true;

  /** @throws SINTONIA_ENGINE_CLOSED */
  assertOpen(): void {
    if (!this.#isOpen) throw new SintoniaError('ENGINE_CLOSED', 'The engine is closed.');
  }

  async enter<Result>(work: () => Result): Promise<Awaited<Result>> {
    this.assertOpen();
    const call = (async () => await work())();
    this.#inside.add(call);
    try {
      return await call;
    } finally {
      this.#inside.delete(call);
    }
  }

  /** The same service, whose methods go through this door. */
  before<Service extends object>(service: Service): Service {
    return new Proxy(service, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => this.enter(() => member.apply(target, given));
      },
    });
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Waits until everybody who came in has left. */
  async empty(): Promise<void> {
    await Promise.allSettled(this.#inside);
  }
}
