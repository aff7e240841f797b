import autocannon from 'autocannon';
import { inTurn } from '../in-turn.js';
import { besidePeer } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase, Sizes } from '../suite.js';
import { batches, singles } from './events.js';
import { bare, ours, type Server } from './servers.js';

const CONNECTIONS = 100;
const BATCH = 20;

const loads = [
  { name: 'one-event', path: '/v1/track', bodies: singles },
  { name: `batch-of-${BATCH}`, path: '/v1/batch', bodies: (sizes: Sizes) => batches(sizes, BATCH) },
] as const;

const servers = { ours, bare } as const;

interface Run {
  readonly perSecond: number;
  readonly p99: number;
}

/** Requests a second and the 99th percentile of waiting, by what a request brings. A warm-up of a quarter of the time goes before. */
export const throughput: BenchCase = {
  name: 'throughput',
  about: `requests a second and p99 over ${CONNECTIONS} connections`,
  async run(sizes, say) {
    const variants = loads.flatMap((load) => (['ours', 'bare'] as const).map((server) => ({ load, server })));
    const results = await inTurn(variants, sizes.rounds, async ({ load, server }, round) => {
      say(`${load.name}, ${server}, round ${round} of ${sizes.rounds}`);
      const running = await servers[server]();
      try {
        await fire(running, load.path, load.bodies(sizes), sizes.seconds / 4);
        return await fire(running, load.path, load.bodies(sizes), sizes.seconds);
      } finally {
        await running.close();
      }
    });
    const of = (name: string, server: string) =>
      results[variants.findIndex((variant) => variant.load.name === name && variant.server === server)] ?? [];
    const figure = (name: string, server: string, metric: keyof Run) =>
      median(of(name, server).map((run) => run[metric]));
    return loads.flatMap(({ name }) => {
      const all = { case: `throughput/${name}`, peer: 'Fastify that only parses' };
      const pair = (metric: string, key: keyof Run, unit: string) =>
        besidePeer(
          { case: all.case, metric, value: figure(name, 'ours', key), unit },
          all.peer,
          figure(name, 'bare', key),
        );
      return [pair('throughput', 'perSecond', 'requests/s'), pair('p99', 'p99', 'ms')];
    });
  },
};

/** Posts these bodies over and over, each with ids of its own, from another thread. */
async function fire({ origin }: Server, path: string, bodies: readonly string[], seconds: number): Promise<Run> {
  const headers = { 'content-type': 'application/json' };
  const { requests, latency, non2xx, errors } = await autocannon({
    url: origin,
    // A trial is over after a few requests: autocannon knows no shorter time than a second, and its threads start slowly.
    ...(seconds < 0.1
      ? { connections: 2, amount: 20 }
      : { connections: CONNECTIONS, duration: Math.max(1, seconds), workers: 1 }),
    idReplacement: true,
    requests: bodies.map((body) => ({ method: 'POST', path, headers, body })),
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were no success, ${errors} requests failed.`);
  return { perSecond: requests.average, p99: latency.p99 };
}
