import { moduleBytes } from '../module-bytes.js';
import { type WasmModule, webAssembly } from './web-assembly.js';

const modules = new Map<'shared' | 'unshared', WasmModule>();

/** The compiled module, for a shared memory or for one of its own; compiled once. Undefined without WebAssembly SIMD. */
export function wasmModule(memory: 'shared' | 'unshared'): WasmModule | undefined {
  const known = modules.get(memory);
  if (known || !webAssembly) return known;
  const bytes = memory === 'shared' ? decoded() : withoutSharing(decoded());
  if (!webAssembly.validate(bytes)) return undefined;
  const module = new webAssembly.Module(bytes);
  modules.set(memory, module);
  return module;
}

function decoded(): Uint8Array {
  return Uint8Array.from(atob(moduleBytes), (char) => char.charCodeAt(0));
}

/**
 * The module has no atomic instruction (threads share out work from JavaScript), so that it asks for a shared memory in one bit
 * alone: the limits of its one import. Without it the same code serves where memory cannot be shared.
 */
export function withoutSharing(bytes: Uint8Array): Uint8Array {
  const memoryImport = [3, ...codes('env'), 6, ...codes('memory'), 2];
  const at = bytes.findIndex((_, start) => memoryImport.every((byte, place) => bytes[start + place] === byte));
  const flags = at + memoryImport.length;
  if (at < 0 || bytes[flags] !== 3) throw new Error('The embedded module does not import a shared memory.');
  const own = bytes.slice();
  own[flags] = 1;
  return own;
}

const codes = (text: string) => Array.from(text, (char) => char.charCodeAt(0));
