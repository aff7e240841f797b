import { type Layout, layoutBytes } from './layout.js';

// What Node takes for a worker itself, measured on Node 20.
const WORKER_BYTES = 8 * 2 ** 20;

/** How much memory a job of that layout takes while it runs, its workers included. */
export function jobBytes(layout: Layout, threads: number): number {
  return layoutBytes(layout, threads) + workerBytes(threads);
}

/** How much of that is the workers', who go when a large job is done. */
export function workerBytes(threads: number): number {
  return threads * WORKER_BYTES;
}
