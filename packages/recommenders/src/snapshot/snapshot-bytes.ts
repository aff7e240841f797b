import { crc32 } from 'node:zlib';
import { SintoniaError } from '@sintonia/spec';

// Little-endian throughout. Bytes: 0 magic, 4 format version, 8 CRC-32 of all that follows it, 12 number of sections,
// 16 kind of model (16 bytes of ASCII, padded with 0), 32 length of each section (8 bytes each), then the sections,
// each at a multiple of 8 so that typed arrays can lie upon it.
const MAGIC = 0x544e4953;
const FORMAT = 1;
const CHECKED_FROM = 12;
const KIND_AT = 16;
const KIND_LENGTH = 16;
const LENGTHS_AT = 32;

const aligned = (place: number) => 8 * Math.ceil(place / 8);

/** Packs the sections of a model into one flat buffer. `kind` is up to 16 ASCII letters. */
export function packSnapshot(kind: string, sections: readonly ArrayBufferView[]): Uint8Array {
  const start = LENGTHS_AT + 8 * sections.length;
  const size = sections.reduce((place, section) => aligned(place) + section.byteLength, start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, FORMAT, true);
  view.setUint32(12, sections.length, true);
  bytes.set(new TextEncoder().encode(kind), KIND_AT);
  let place = start;
  sections.forEach((section, index) => {
    view.setFloat64(LENGTHS_AT + 8 * index, section.byteLength, true);
    place = aligned(place);
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), place);
    place += section.byteLength;
  });
  view.setUint32(8, crc32(bytes.subarray(CHECKED_FROM)), true);
  return bytes;
}

/**
 * The sections of a snapshot, in a copy of its bytes.
 *
 * @throws SINTONIA_SNAPSHOT_INVALID when the bytes are cut, changed, of another format or of another kind of model.
 */
export function unpackSnapshot(kind: string, snapshot: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const bytes = new Uint8Array(snapshot);
  const view = new DataView(bytes.buffer);
  if (bytes.length < LENGTHS_AT || view.getUint32(0, true) !== MAGIC) throw invalidSnapshot('It is no snapshot.');
  if (view.getUint32(4, true) !== FORMAT) throw invalidSnapshot('It has another format version.');
  if (view.getUint32(8, true) !== crc32(bytes.subarray(CHECKED_FROM))) throw invalidSnapshot('Its checksum is wrong.');
  const name = new TextDecoder().decode(bytes.subarray(KIND_AT, KIND_AT + KIND_LENGTH)).replace(/\0+$/, '');
  if (name !== kind) throw invalidSnapshot(`It holds a model of another kind than ${kind}.`);

  const count = view.getUint32(12, true);
  let place = LENGTHS_AT + 8 * count;
  if (place > bytes.length) throw invalidSnapshot('Its sections do not fit.');
  const sections = Array.from({ length: count }, (_, index) => {
    const length = view.getFloat64(LENGTHS_AT + 8 * index, true);
    place = aligned(place);
    if (!(length >= 0 && place + length <= bytes.length)) throw invalidSnapshot('Its sections do not fit.');
    const section = bytes.subarray(place, place + length);
    place += length;
    return section;
  });
  return sections;
}

export function invalidSnapshot(why: string): SintoniaError {
  return new SintoniaError('SNAPSHOT_INVALID', `The snapshot can't be used. ${why}`);
}
