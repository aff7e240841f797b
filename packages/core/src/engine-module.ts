/** A `ContainerModule` of `@sintonia/core/container`, described so that nobody else needs to know the container. */
export interface EngineModule {
  readonly id: number;
  load(options: never): void | Promise<void>;
}
