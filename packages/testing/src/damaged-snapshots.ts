const PLACES = 64;

/** A snapshot cut, with one bit flipped at places all over it, with something behind it, and things that never were one. */
export function damagedSnapshots(snapshot: Uint8Array): readonly Uint8Array[] {
  const { length } = snapshot;
  const places = Array.from({ length: PLACES }, (_, index) => Math.floor((index * (length - 1)) / (PLACES - 1)));
  return [
    ...[0, 1, Math.floor(length / 2), length - 1].map((end) => snapshot.slice(0, end)),
    ...[...new Set(places)].map((place) => snapshot.map((byte, index) => (index === place ? byte ^ 0x10 : byte))),
    Uint8Array.from([...snapshot, 0]),
    new Uint8Array(length),
    new TextEncoder().encode('{"model":"of somebody else"}'),
  ];
}
