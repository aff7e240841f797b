import { expect, it } from 'vitest';
import type { Measurement } from '../measurement.js';
import { benchmarksPage } from './benchmarks-page.js';
import { table } from './table.js';

const measurements: readonly Measurement[] = [
  { suite: 'pipeline', case: 'collect/memory', metric: 'throughput', value: 123_456.7, unit: 'signals/s' },
  {
    suite: 'pipeline',
    case: 'send/whole',
    metric: 'throughput',
    value: 250,
    unit: 'messages/s',
    peer: 'nodemailer',
    peerValue: 1_000,
    ratio: 0.25,
  },
  { suite: 'pipeline', case: 'send/other', metric: 'throughput', value: 3, unit: 'messages/s', peer: 'carrier pigeon' },
];

it('shows people a table', () => {
  expect(table(measurements)).toBe(
    [
      'case            metric                  value  beside',
      'collect/memory  throughput  123,000 signals/s',
      'send/whole      throughput     250 messages/s  nodemailer: 1,000 messages/s (ratio 0.25)',
      'send/other      throughput       3 messages/s  carrier pigeon: peer absent',
    ].join('\n'),
  );
});

it('renders what was kept, with what it depends on', () => {
  const page = benchmarksPage([
    {
      suite: 'pipeline',
      date: '2026-01-02',
      machine: { processor: 'Some CPU', cores: 2, memoryGiB: 24, system: 'linux x64', node: 'v20.20.2', load: 3.5 },
      sizes: { people: 5_000, items: 2_000, signals: 100_000, rounds: 5, seconds: 2 },
      measurements,
    },
  ]);
  expect(page).toContain('npm run bench -- pipeline\n');
  expect(page).toContain('Measured on 2026-01-02: Some CPU, 2 cores, 24 GiB, linux x64, Node v20.20.2. 5,000 people,');
  expect(page).toContain('Other work was going on (load 3.5 on 2 cores)');
  expect(page).toContain('| collect/memory | throughput | 123,000 signals/s |  |');
  expect(page).toContain('| send/whole | throughput | 250 messages/s | nodemailer: 1,000 messages/s (ratio 0.25) |');
});
