import { SintoniaError } from '@sintonia/spec';

/** Lets calls in for as long as the engine is open, and knows which are still inside. */
export class FrontDoor {
  #inside = 0;
  #emptied: (() => void) | undefined;
  #isOpen = true;

  /** @throws SINTONIA_ENGINE_CLOSED */
  assertOpen(): void {
    if (!this.#isOpen) throw new SintoniaError('ENGINE_CLOSED', 'The engine is closed.');
  }

  async enter<Result>(work: () => Result): Promise<Awaited<Result>> {
    this.assertOpen();
    // Not waited for here: what the call was given is let go of as soon as its work does so.
    return this.#accompany(work());
  }

  async #accompany<Result>(call: Result): Promise<Awaited<Result>> {
    this.#inside++;
    try {
      return await call;
    } finally {
      this.#inside--;
      if (this.#inside === 0) this.#emptied?.();
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
    if (this.#inside === 0) return;
    await new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
  }
}
