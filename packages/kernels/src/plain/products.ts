import type { KernelTable } from '../runtime/kernel-table.js';
import { readShorts } from './short-lines.js';

export const packPanels: KernelTable['packPanels'] = (source, rowStep, columnStep, depth, width, out, from, to) => {
  for (let panel = from; panel < to; panel++) {
    for (let step = 0; step < depth; step++) {
      for (let inner = 0; inner < 8; inner++) {
        const column = panel * 8 + inner;
        const value = column < width ? (source[step * rowStep + column * columnStep] as number) : 0;
        out[(panel * depth + step) * 8 + inner] = value;
      }
    }
  }
};

const SET = 0;
const ADD = 1;

export const multiplyRows: KernelTable['multiplyRows'] = (
  left,
  rowStep,
  columnStep,
  panels,
  depth,
  width,
  out,
  outStep,
  mode,
  _strips,
  _tile,
  from,
  to,
) => {
  for (let row = from; row < to; row++) {
    for (let column = 0; column < width; column++) {
      const panel = (column >> 3) * depth * 8 + (column & 7);
      let sum = 0;
      for (let step = 0; step < depth; step++) {
        sum += (left[row * rowStep + step * columnStep] as number) * (panels[panel + step * 8] as number);
      }
      const place = row * outStep + column;
      const before = mode === SET ? 0 : (out[place] as number);
      out[place] = mode === SET || mode === ADD ? before + sum : before - sum;
    }
  }
};

export const gramRows: KernelTable['gramRows'] = (x, width, chunk, partials, _packed, _tile, from, to) => {
  const start = Math.floor(from / chunk) * width * width;
  for (let left = 0; left < width; left++) {
    for (let right = left; right < width; right++) {
      let sum = 0;
      for (let row = from; row < to; row++) {
        sum += (x[row * width + left] as number) * (x[row * width + right] as number);
      }
      partials[start + left * width + right] = sum;
    }
  }
};

export const gramShorts: KernelTable['gramShorts'] = (
  x,
  scales,
  width,
  start,
  chunk,
  partials,
  _lines,
  _tile,
  from,
  to,
) => {
  const place = Math.floor(from / chunk) * width * width;
  const partial = partials.subarray(place, place + width * width);
  if (start === 0) partial.fill(0);
  const line = new Float32Array(width);
  for (let row = start + from; row < start + to; row++) {
    readShorts(x, scales, row, line);
    for (let left = 0; left < width; left++) {
      for (let right = left; right < width; right++) {
        const at = left * width + right;
        partial[at] = (partial[at] as number) + (line[left] as number) * (line[right] as number);
      }
    }
  }
};

export const sumGram: KernelTable['sumGram'] = (partials, count, width, out, from, to) => {
  for (let row = from; row < to; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let part = 0; part < count; part++) {
        const place = Math.min(row, column) * width + Math.max(row, column);
        sum += partials[part * width * width + place] as number;
      }
      out[row * width + column] = sum;
    }
  }
};
