declare const brand: unique symbol;

/** A `ContainerModule` of `@sintonia/core/container`. Opaque here, so that nobody else needs to know the container. */
export interface EngineModule {
  readonly [brand]?: never;
}
