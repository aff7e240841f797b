/** The build of `read-floor-source.ts`. */
export const readFloorModule = [
  'AGFzbQEAAAABBwFgAn9/AX0CDwEDZW52Bm1lbW9yeQIAAAMCAQAHEAIDc3VtAAAGbWVtb3J5AgAKdgF0AQR7A0AgACABSQRAIAIgAP0ABAD95A',
  'EhAiADIAD9AAQQ/eQBIQMgBCAA/QAEIP3kASEEIAUgAP0ABDD95AEhBSAAQUBrIQAMAQsLIAIgA/3kASAEIAX95AH95AEiAv0fACAC/R8BkiAC',
  '/R8CkiAC/R8Dkgs=',
].join('');

/** Node's types have no values of it. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
}

const { WebAssembly: webAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/** As the index does, so that V8 goes over to its optimised code. */
const CHUNK_BYTES = 8_192 * 256;
const PAGE_BYTES = 65_536;

/** Adds all numbers up and does nothing else: no exact search that reads every vector can be faster than this machine reads. */
export async function readFloor(vectors: Float32Array): Promise<() => number> {
  // A sum takes 64 bytes at once; what lies behind the last vector is 0.
  const bytes = 64 * Math.ceil(vectors.byteLength / 64);
  const memory = new webAssembly.Memory({ initial: Math.ceil((bytes + PAGE_BYTES) / PAGE_BYTES) });
  new Float32Array(memory.buffer).set(vectors, PAGE_BYTES / 4);
  const module = await webAssembly.instantiate(Buffer.from(readFloorModule, 'base64'), { env: { memory } });
  const sum = module.instance.exports.sum as (from: number, to: number) => number;
  return () => {
    let total = 0;
    for (let from = 0; from < bytes; from += CHUNK_BYTES) {
      total += sum(PAGE_BYTES + from, PAGE_BYTES + Math.min(bytes, from + CHUNK_BYTES));
    }
    return total;
  };
}
