import type { Measurement } from '../measurement.js';
import { amount } from './amount.js';

/** Measurements for people. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [
    ['case', 'metric', 'value', 'beside'],
    ...measurements.map(({ case: name, metric, value, unit, peer, peerValue, ratio }) => [
      name,
      metric,
      `${amount(value)} ${unit}`,
      peer === undefined ? '' : `${peer}: ${amount(peerValue as number)} ${unit}, ratio ${amount(ratio as number)}`,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([name = '', metric = '', value = '', beside = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${metric.padEnd(widths[1] ?? 0)}  ${value.padStart(widths[2] ?? 0)}  ${beside}`.trimEnd(),
    )
    .join('\n');
}
