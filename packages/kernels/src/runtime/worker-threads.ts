import type { Worker } from 'node:worker_threads';

interface Builtins {
  'node:worker_threads': typeof import('node:worker_threads');
  'node:os': typeof import('node:os');
}

/** A builtin of Node where there is one: an import would keep the package from loading anywhere else. */
function builtin<N extends keyof Builtins>(name: N): Builtins[N] | undefined {
  const host = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  return host.process?.getBuiltinModule?.(name) as Builtins[N] | undefined;
}

/** How many threads this process may use at once, at most 16. */
export function usableThreads(): number {
  return Math.min(16, builtin('node:os')?.availableParallelism() ?? 1);
}

/** Starts a worker from its source; undefined where there are none. */
export function workerStarter(): ((source: string) => Worker) | undefined {
  const threads = builtin('node:worker_threads');
  if (!threads || typeof SharedArrayBuffer === 'undefined') return undefined;
  // Nothing of what the process was started with (loaders above all) is needed, or waited for.
  return (source) => new threads.Worker(source, { eval: true, execArgv: [], env: {}, name: 'kernels' });
}
