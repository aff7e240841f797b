/**
 * For platform teams that rebind parts of the engine:
 *
 * ```ts
 * const ours = new ContainerModule(({ rebindSync }) => rebindSync(TOKENS.Decider).to(OurDecider));
 * const engine = await createEngine({ modules: [ours] });
 * ```
 */
export { ContainerModule, inject, injectable } from 'inversify';
export { TOKENS } from './tokens.js';
