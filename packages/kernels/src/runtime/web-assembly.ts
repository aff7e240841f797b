// The part of WebAssembly that we use; its types come with the DOM, which Node projects do not have.

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type WasmExports = Readonly<Record<string, unknown>>;

/** A compiled module; only handed on. */
export type WasmModule = object & { readonly kind?: 'module' };

interface WasmHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => { exports: WasmExports };
  readonly Memory: new (limits: { initial: number; maximum: number; shared?: boolean }) => WasmMemory;
}

/** Undefined where the host has none. */
export const webAssembly = (globalThis as { readonly WebAssembly?: WasmHost }).WebAssembly;
