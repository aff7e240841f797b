import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const entry = fileURLToPath(new URL('./assembly/index.ts', import.meta.url));

/** Compiles `assembly/` as it is shipped: SIMD, no runtime, imports one shared memory and nothing else. */
export async function compileModule(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const options = [
    ...['--outFile', 'module.wasm', '--runtime', 'stub', '-O3', '--converge', '--noAssert'],
    ...['--enable', 'simd', '--enable', 'threads'],
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ];
  const { error, stderr } = await asc.main([entry, ...options], {
    writeFile: (_, contents) => {
      bytes = contents as Uint8Array;
    },
  });
  if (error || !bytes) throw new Error(`assembly/ does not compile.\n${stderr.toString()}`, { cause: error });
  return bytes;
}
