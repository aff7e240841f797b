import type { KernelTable } from '../runtime/kernel-table.js';
import { readShorts, writeShorts } from './short-lines.js';

export const leastSquaresRows: KernelTable['leastSquaresRows'] = (
  starts,
  columns,
  _columnBytes,
  weights,
  targets,
  factors,
  scales,
  base,
  regularisation,
  rotation,
  width,
  steps,
  warm,
  _lines,
  _vectors,
  x,
  xScales,
  from,
  to,
) => {
  const pulls = targets.length > 0 ? targets : weights;
  const range = Array.from({ length: width }, (_, at) => at);
  const inner = (a: (at: number) => number, b: (at: number) => number) =>
    range.reduce((sum, at) => sum + a(at) * b(at), 0);
  for (let row = from; row < to; row++) {
    const begin = starts[row] as number;
    const end = starts[row + 1] as number;
    const former = new Float32Array(width);
    readShorts(x, xScales, row, former);
    const own = new Float32Array(width);
    const diagonal = range.map((at) => (base[at] as number) + (regularisation[row] as number));
    const factor = (entry: number) => {
      const column = columns[entry] as number;
      const scale = scales[column] as number;
      return (at: number) => scale * (factors[column * width + at] as number);
    };
    const product = (p: (at: number) => number): number[] => {
      const out = range.map((at) => (diagonal[at] as number) * p(at));
      for (let entry = begin; entry < end; entry++) {
        const weight = weights.length > 0 ? (weights[entry] as number) : 1;
        const share = weight * inner(factor(entry), p);
        for (const at of range) out[at] = (out[at] as number) + share * factor(entry)(at);
      }
      return out;
    };
    const read = (array: ArrayLike<number>) => (at: number) => array[at] as number;
    const residual = new Array<number>(width).fill(0);
    for (let entry = begin; entry < end; entry++) {
      const pull = pulls.length > 0 ? (pulls[entry] as number) : 1;
      for (const at of range) residual[at] = (residual[at] as number) + pull * factor(entry)(at);
    }
    if (end - begin >= warm) {
      for (const at of range) own[at] = inner((place) => rotation[at * width + place] as number, read(former));
      product(read(own)).forEach((value, at) => {
        residual[at] = (residual[at] as number) - value;
      });
    }
    let direction = residual.map((value, at) => value / (diagonal[at] as number));
    let energy = inner(read(residual), read(direction));
    for (let step = 0; step < steps && energy > 0; step++) {
      const turned = product(read(direction));
      const curvature = inner(read(direction), read(turned));
      if (!(curvature > 0)) break;
      const length = energy / curvature;
      for (const at of range) {
        own[at] = (own[at] as number) + length * (direction[at] as number);
        residual[at] = (residual[at] as number) - length * (turned[at] as number);
      }
      const scaled = residual.map((value, at) => value / (diagonal[at] as number));
      const next = inner(read(residual), read(scaled));
      direction = scaled.map((value, at) => value + (next / energy) * (direction[at] as number));
      energy = next;
    }
    writeShorts(own, x, xScales, row);
  }
};
