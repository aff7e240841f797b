import type Asc from 'assemblyscript/asc';

/** Adds up the numbers between two addresses, a multiple of 64 bytes, as fast as they can be read. */
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

/** What stands as base64 in `readFloor`. The compiler takes seconds to load, so it is asked by the test alone. */
export async function compileReadFloor(): Promise<string> {
  const { default: asc }: { default: typeof Asc } = await import('assemblyscript/asc');
  const { binary, error, stderr } = await asc.compileString(source, {
    ...{ runtime: 'stub', optimizeLevel: 3, noAssert: true, importMemory: true },
    enable: ['simd'],
  });
  if (error || !binary) throw new Error(`The read floor does not compile.\n${stderr.toString()}`, { cause: error });
  return Buffer.from(binary).toString('base64');
}
