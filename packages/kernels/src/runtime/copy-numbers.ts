import type { Numbers } from './layout.js';
import { Slices } from './slices.js';

const PART = 2 ** 20;

/** Copies without holding up the event loop for long. @throws the reason of the signal */
export async function copyNumbers(from: Numbers, to: Numbers, signal: AbortSignal | undefined): Promise<void> {
  const slices = new Slices(signal);
  for (let start = 0; start < from.length; start += PART) {
    if (slices.due) await slices.rest();
    to.set(from.subarray(start, start + PART), start);
  }
}

/** A copy outside of the memory of the job, which others may take over. */
export async function takeOut(from: Float32Array, signal: AbortSignal | undefined): Promise<Float32Array> {
  const out = new Float32Array(from.length);
  await copyNumbers(from, out, signal);
  return out;
}
