import { readNumber, readObject } from '@sintonia/spec';
import type { AttributesModel } from '../attributes/attributes-model.js';
import { packAttributes, unpackAttributes } from '../attributes/attributes-snapshot.js';
import { invalidSnapshot } from '../snapshot/snapshot-bytes.js';
import type { SparseRow } from '../sparse/sparse-row.js';
import { packRows, unpackRows } from '../sparse/sparse-rows-sections.js';
import type { LearntMoment } from './learn-moments.js';

/** The attributes, the moments that were learnt, and their rows. */
export function packContexts(kind: string, model: AttributesModel, learnt: readonly LearntMoment[]): Uint8Array {
  const heads = learnt.map(({ moment, people, plays }) => ({ moment, people, plays }));
  const text = new TextEncoder().encode(JSON.stringify(heads));
  return packAttributes(kind, model, text, ...packRows(learnt.map(({ row }) => row)));
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackContexts(
  kind: string,
  bytes: Uint8Array,
): { readonly model: AttributesModel; readonly learnt: readonly LearntMoment[] } {
  const { model, others } = unpackAttributes(kind, bytes);
  const [text, ...rows] = others;
  if (!text) throw invalidSnapshot('It has other sections.');
  const heads = readHeads(text);
  const unpacked = unpackRows(rows, heads.length);
  return { model, learnt: heads.map((head, at) => ({ ...head, row: unpacked[at] as SparseRow })) };
}

function readHeads(section: Uint8Array): readonly Omit<LearntMoment, 'row'>[] {
  try {
    return (JSON.parse(new TextDecoder().decode(section)) as unknown[]).map((each) => {
      const { moment, people, plays } = readObject(each, 'moment');
      return { moment: String(moment), people: readNumber(people, 'people'), plays: readNumber(plays, 'plays') };
    });
  } catch {
    throw invalidSnapshot('Its moments do not fit.');
  }
}
