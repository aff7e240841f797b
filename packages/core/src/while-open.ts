import { SintoniaError } from '@sintonia/spec';

/** The same service, whose methods reject once the engine is closed. */
export function whileOpen<Service extends object>(service: Service, isOpen: () => boolean): Service {
  return new Proxy(service, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        if (!isOpen()) throw new SintoniaError('ENGINE_CLOSED', 'The engine is closed.');
        return member.apply(target, given);
      };
    },
  });
}
