import type { Measurement } from '../measurement.js';
import { amount } from './amount.js';
import { beside } from './beside.js';

/** Measurements for people. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [
    ['case', 'metric', 'value', 'beside'],
    ...measurements.map((measurement) => {
      const { case: name, metric, value, unit } = measurement;
      return [name, metric, `${amount(value)} ${unit}`, beside(measurement)];
    }),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([name = '', metric = '', value = '', peer = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${metric.padEnd(widths[1] ?? 0)}  ${value.padStart(widths[2] ?? 0)}  ${peer}`.trimEnd(),
    )
    .join('\n');
}
