import { createHash } from 'node:crypto';
import type { Channel, Provider } from '../plugins/channels.js';

/**
 * Which providers are asked for a message, in which order: the same ones for the same message, in every process. Shares are kept
 * by rendezvous hashing with weights (Schindelhauer and Schomaker, "Weighted Distributed Hash Tables", 2005): when a provider comes or
 * goes, no message moves between the others.
 */
export function providersFor(channel: Channel, { sendKey, to }: { sendKey: string; to: string }): readonly Provider[] {
  const domain = to.slice(to.lastIndexOf('@') + 1).toLowerCase();
  const route = channel.domains.get(domain);
  if (route !== undefined) return route;
  if (channel.strategy === 'ordered' || channel.providers.length === 1) return channel.providers;
  const score = new Map(channel.providers.map((each) => [each, -Math.log(draw(sendKey, each.name)) / each.weight]));
  return channel.providers.toSorted((a, b) => (score.get(a) as number) - (score.get(b) as number));
}

/** A number above 0 and below 1 that nobody can choose. */
function draw(sendKey: string, name: string): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([sendKey, name]))
    .digest();
  return (digest.readUInt32BE(0) + 0.5) / 2 ** 32;
}
