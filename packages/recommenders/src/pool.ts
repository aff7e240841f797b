import { type Kernels, openKernels } from '@sintonia/kernels';

let opened: Kernels | undefined;

/** Where all models of this process do their long work: off the main thread, on workers that are kept and never hold up an exit. */
export function pool(): Kernels {
  opened ??= openKernels();
  return opened;
}
