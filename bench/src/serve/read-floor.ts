import asc from 'assemblyscript/asc';

const source = `
export function sum(from: usize, to: usize): f32 {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (let at = from; at < to; at += 64) {
    a = f32x4.add(a, v128.load(at));
    b = f32x4.add(b, v128.load(at, 16));
    c = f32x4.add(c, v128.load(at, 32));
    d = f32x4.add(d, v128.load(at, 48));
  }
  const all = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return f32x4.extract_lane(all, 0) + f32x4.extract_lane(all, 1) + f32x4.extract_lane(all, 2) + f32x4.extract_lane(all, 3);
}`;

/** As the index does, so that V8 goes over to its optimised code. */
const CHUNK_BYTES = 8_192 * 256;
const PAGE_BYTES = 65_536;

/** Adds all numbers up and does nothing else: no exact search that reads every vector can be faster than this machine reads. */
export async function readFloor(vectors: Float32Array): Promise<() => number> {
  const { binary, error, stderr } = await asc.compileString(source, {
    runtime: 'stub',
    optimizeLevel: 3,
    noAssert: true,
    importMemory: true,
    enable: ['simd'],
  });
  if (error || !binary) throw new Error(`The read floor does not compile.\n${stderr.toString()}`, { cause: error });
  // A sum takes 64 bytes at once; what lies behind the last vector is 0.
  const bytes = 64 * Math.ceil(vectors.byteLength / 64);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((bytes + PAGE_BYTES) / PAGE_BYTES) });
  new Float32Array(memory.buffer).set(vectors, PAGE_BYTES / 4);
  const module = await WebAssembly.instantiate(binary as BufferSource, { env: { memory } });
  const sum = module.instance.exports.sum as (from: number, to: number) => number;
  return () => {
    let total = 0;
    for (let from = 0; from < bytes; from += CHUNK_BYTES) {
      total += sum(PAGE_BYTES + from, PAGE_BYTES + Math.min(bytes, from + CHUNK_BYTES));
    }
    return total;
  };
}
