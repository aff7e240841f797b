/** Where the threads of a phase meet: places in a shared Int32Array. */
export const NEXT_CHUNK = 0;
export const STOP = 1;
export const CHUNKS_DONE = 2;

/**
 * What a worker runs, as text, so that no bundler has to find a file. It takes chunk after chunk from a shared counter, so that
 * a thread that is held up holds up nobody else, and tells how far all are at most every 50 ms.
 */
export const workerSource = `
const { parentPort } = require('node:worker_threads');
let kernels;
parentPort.on('message', (message) => {
  if (message.module) {
    kernels = new WebAssembly.Instance(message.module, { env: { memory: message.memory } }).exports;
    return;
  }
  if (message.leave) {
    kernels = undefined;
    return;
  }
  const { name, args, count, chunk, meeting } = message;
  try {
    const kernel = kernels[name];
    // One list for all chunks: garbage of thousands would be megabytes.
    const given = [...args, 0, 0];
    let told = Date.now();
    for (;;) {
      const from = Atomics.add(meeting, ${NEXT_CHUNK}, 1) * chunk;
      if (from >= count || Atomics.load(meeting, ${STOP}) !== 0) break;
      given[args.length] = from;
      given[args.length + 1] = Math.min(count, from + chunk);
      kernel.apply(undefined, given);
      Atomics.add(meeting, ${CHUNKS_DONE}, 1);
      const now = Date.now();
      if (now - told >= 50) {
        told = now;
        parentPort.postMessage({ progress: true });
      }
    }
    parentPort.postMessage({ done: true });
  } catch (error) {
    Atomics.store(meeting, ${STOP}, 1);
    parentPort.postMessage({ error });
  }
});
`;
