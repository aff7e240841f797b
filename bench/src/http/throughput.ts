import autocannon from 'autocannon';
import { inTurn } from '../in-turn.js';
import { besidePeer } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase, Sizes } from '../suite.js';
import { batches, singles } from './events.js';
import { startServer } from './started-server.js';

/** Nothing is measured in so few seconds. */
const TRIAL = 0.1;
const loads = [
  ...[100, 250, 500].map((connections) => ({
    name: `one-event-${connections}`,
    path: '/v1/track',
    bodies: singles,
    connections,
  })),
  ...[20, 100].map((size) => ({
    name: `batch-of-${size}`,
    path: '/v1/batch',
    bodies: (sizes: Sizes) => batches(sizes, size),
    connections: 100,
  })),
];
type Load = (typeof loads)[number];
const names = ['ours', 'bare'] as const;

interface Run {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** What all threads of the server used for a request. Microseconds. */
  readonly cpu: number;
}

/**
 * Requests a second, the 99th percentile of waiting, and the processor's time for a request, by what it brings. The server and whoever
 * sends are processes of their own; on two cores they still share these, so that of the three figures only the last one says the same on
 * a busy machine. A warm-up of a quarter of the time goes before.
 */
export const throughput: BenchCase = {
  name: 'throughput',
  about: 'requests a second, p99 and processor time: one event over 100, 250 and 500 connections, batches over 100',
  async run(sizes, say) {
    const variants = loads.flatMap((load) => names.map((server) => ({ load, server })));
    const running = { ours: await startServer('ours'), bare: await startServer('bare') };
    const results = await inTurn(variants, sizes.rounds, async ({ load, server }, round): Promise<Run> => {
      say(`${load.name}, ${server}, round ${round} of ${sizes.rounds}`);
      const { origin, cpu } = running[server];
      if (sizes.seconds > TRIAL) await fire(origin, load, sizes, sizes.seconds / 4);
      const before = await cpu();
      const { answered, ...run } = await fire(origin, load, sizes, sizes.seconds);
      return { ...run, cpu: ((await cpu()) - before) * (1e6 / answered) };
    }).finally(() => Promise.all(names.map((name) => running[name].close())));
    const figure = (name: string, server: string, key: keyof Run) => {
      const place = variants.findIndex((variant) => variant.load.name === name && variant.server === server);
      return median((results[place] ?? []).map((run) => run[key]));
    };
    return loads.flatMap(({ name }) => {
      const pair = (metric: string, key: keyof Run, unit: string) => {
        const value = figure(name, 'ours', key);
        const ours = { case: `throughput/${name}`, metric, value, unit };
        return besidePeer(ours, 'Fastify that only parses', figure(name, 'bare', key));
      };
      return [
        pair('throughput', 'perSecond', 'requests/s'),
        pair('p99', 'p99', 'ms'),
        pair('processor', 'cpu', 'µs/request'),
      ];
    });
  },
};

/** Posts these bodies over and over, each with ids of its own. */
async function fire(origin: string, { path, bodies, connections }: Load, sizes: Sizes, seconds: number) {
  const headers = { 'content-type': 'application/json' };
  const { requests, latency, non2xx, errors } = await autocannon({
    url: origin,
    // A trial is over after a few requests: autocannon knows no shorter time than a second.
    ...(seconds <= TRIAL
      ? { connections: 2, amount: 20, sampleInt: 50 }
      : { connections, duration: Math.max(1, seconds) }),
    idReplacement: true,
    requests: bodies(sizes).map((body) => ({ method: 'POST', path, headers, body })),
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were no success, ${errors} requests failed.`);
  return { perSecond: requests.average, p99: latency.p99, answered: requests.total };
}
