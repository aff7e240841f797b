import { createEngine } from '@sintonia/core';
import { type Engine, type JsonObject, MINUTE } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { onTestFinished } from 'vitest';
import type { Pack } from './pack.js';
import { packOptions } from './pack-options.js';

const DAY = 24 * 60 * MINUTE;

/** A signal of ana's, so many days before the story ends. */
export type Step = readonly [type: string, daysAgo: number, rest?: { itemId?: string; value?: number }];

interface Story {
  readonly pack: Pack;
  readonly steps: readonly Step[];
  readonly traits?: JsonObject;
  /** Purposes that ana agrees to. Default: none. */
  readonly agrees?: readonly string[];
}

/** A real engine with the pack in it, after everything of the story has happened. */
export async function told({ pack, steps, traits = {}, agrees = [] }: Story) {
  const options = packOptions(pack);
  const { options: preset, clock } = inMemory({ plugins: options.plugins });
  const end = clock.now() + 400 * DAY;
  const engine: Engine = await createEngine({ ...options, ...preset });
  onTestFinished(() => engine.close());
  const ana = { userId: 'ana' };
  await engine.identify({ ...ana, traits: { email: 'ana@example.com', ...traits } });
  if (agrees.length > 0) await engine.privacy.grant({ ...ana, purposes: agrees });
  let refused = 0;
  for (const [type, daysAgo, rest] of [...steps].sort(([, a], [, b]) => b - a)) {
    clock.set(end - daysAgo * DAY);
    const timestamp = clock.now();
    refused += (await engine.collect({ ...ana, type, timestamp, ...rest })).refused.length;
  }
  clock.set(end);
  const { memberships } = await engine.segmentsOf(ana);
  return {
    engine,
    refused,
    segments: memberships.filter(({ segmenter }) => segmenter === 'rules').map(({ segment }) => segment),
    among: memberships.map(({ segmenter, segment }) => `${segmenter}/${segment}`),
  };
}

/** The same signal on each of these days. */
export const each = (type: string, ...days: readonly number[]): Step[] => days.map((ago) => [type, ago]);
