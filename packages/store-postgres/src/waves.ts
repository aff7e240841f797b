import type { KeyWork, Work } from './work.js';

/**
 * Which batches may be written by the same statements: a wave each, from 1. Two are in different waves, in their order, when one
 * writes what the other reads or writes.
 */
export function wavesOf(group: readonly Work[]): number[] {
  if (group.length === 1) return [1];
  const readIn = new Map<string, number>();
  const writtenIn = new Map<string, number>();
  return group.map((work) => {
    const { reads, writes } = touchedBy(work);
    let wave = 1;
    for (const name of reads) wave = Math.max(wave, (writtenIn.get(name) ?? 0) + 1);
    for (const name of writes) wave = Math.max(wave, (writtenIn.get(name) ?? 0) + 1, (readIn.get(name) ?? 0) + 1);
    for (const name of reads) readIn.set(name, Math.max(readIn.get(name) ?? 0, wave));
    for (const name of writes) writtenIn.set(name, wave);
    return wave;
  });
}

function touchedBy({ signals, check, put, delete: gone, trim }: Work): { reads: string[]; writes: string[] } {
  return {
    reads: [...check.map(({ key }) => ofEntry(key)), ...signals.map(({ person }) => `log ${person}`)],
    writes: [
      ...put.map(({ key }) => ofEntry(key)),
      ...gone.map(ofEntry),
      ...signals.map(({ id }) => `signal ${id}`),
      ...trim.map(({ person }) => `log ${person}`),
    ],
  };
}

function ofEntry({ collection, id, person }: KeyWork): string {
  return `entry ${collection}\0${id}\0${person}`;
}
