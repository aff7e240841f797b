/**
 * For platform teams that rebind parts of the engine:
 *
 * ```ts
 * const ours = new ContainerModule(({ rebind }) => rebind(TOKENS.Decider).to(OurDecider));
 * const engine = await createEngine({ modules: [ours] });
 * ```
 */
export { ContainerModule, inject, injectable } from 'inversify';
export { TOKENS } from './tokens.js';
