/** The arrays kernels work on. */
export type Numbers = Float32Array | Float64Array | Uint32Array | Uint16Array | Int16Array | Uint8Array | Int8Array;

type Maker<A extends Numbers> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): A;
};

/** An array that all threads see. */
export interface Block<A extends Numbers> {
  readonly maker: Maker<A>;
  readonly length: number;
}

/** Scratch: an array of which every thread has its own. */
export interface ScratchBlock<A extends Numbers> extends Block<A> {
  readonly scratch: true;
}

/** What a job keeps in its memory, by name. Known before it starts, so that what it needs can be told. */
export type Layout = Readonly<Record<string, Block<Numbers>>>;

/** One array a thread. */
export class Scratch<A extends Numbers> {
  constructor(readonly slots: readonly A[]) {}
}

export type Views<L extends Layout> = {
  readonly [K in keyof L]: L[K] extends ScratchBlock<infer A> ? Scratch<A> : L[K] extends Block<infer A> ? A : never;
};

export const f32 = (length: number): Block<Float32Array> => ({ maker: Float32Array, length });
export const f64 = (length: number): Block<Float64Array> => ({ maker: Float64Array, length });
export const u32 = (length: number): Block<Uint32Array> => ({ maker: Uint32Array, length });
export const u16 = (length: number): Block<Uint16Array> => ({ maker: Uint16Array, length });
export const i16 = (length: number): Block<Int16Array> => ({ maker: Int16Array, length });
export const u8 = (length: number): Block<Uint8Array> => ({ maker: Uint8Array, length });
export const i8 = (length: number): Block<Int8Array> => ({ maker: Int8Array, length });

export const scratch = <A extends Numbers>(block: Block<A>): ScratchBlock<A> => ({ ...block, scratch: true });

// The module keeps nothing in memory; 0 stands for an array that is not given, so nothing may lie there.
const START = 1024;
// A SIMD load never crosses more lines of cache than it has to.
const ALIGNMENT = 64;

const copiesOf = (block: Block<Numbers>, threads: number) => ('scratch' in block ? threads : 1);

const bytesOf = ({ length, maker }: Block<Numbers>) => {
  return Math.ceil((length * maker.BYTES_PER_ELEMENT) / ALIGNMENT) * ALIGNMENT;
};

/** How much memory a layout takes. */
export function layoutBytes(layout: Layout, threads: number): number {
  return Object.values(layout).reduce((sum, block) => sum + copiesOf(block, threads) * bytesOf(block), START);
}

/** The arrays of a layout in a memory of at least `layoutBytes`. */
export function viewsOf<L extends Layout>(layout: L, threads: number, buffer: ArrayBufferLike): Views<L> {
  let offset = START;
  const take = (block: Block<Numbers>) => {
    const view = new block.maker(buffer, offset, block.length);
    offset += bytesOf(block);
    return view;
  };
  const views = Object.entries(layout).map(([name, block]) => {
    const arrays = Array.from({ length: copiesOf(block, threads) }, () => take(block));
    return [name, 'scratch' in block ? new Scratch(arrays) : arrays[0]];
  });
  return Object.fromEntries(views) as Views<L>;
}
