import { createEngine } from '@sintonia/core';
import { smtp } from '@sintonia/email-smtp';
import { itemLists } from '@sintonia/recommenders';
import { rfm } from '@sintonia/segmenters';
import type { Engine, OpenSchema } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { CAMPAIGN, type Example, pickedForYou } from './campaign.js';
import { NUMBERED_FROM } from './data/read-rows.js';
import { declarationsFor, orderTypesAmong } from './data/signal-types.js';
import type { Survey } from './data/survey.js';
import type { Run } from './run-state.js';

/** Long enough for a mail server on this machine; short enough to wait for after a kill. */
const CLAIM_MS = 5_000;

const common = (run: Run, { lastAt, types }: Survey) => ({
  store: sqlite(run.path('engine.db')),
  clock: run.clock(lastAt),
  signals: declarationsFor(types.keys()),
  identity: { allowed: [NUMBERED_FROM] },
  fitting: 'manual' as const,
  delivery: 'manual' as const,
});

/** The engine on probation: nobody is held out, and nothing can be sent. */
export function openForEvaluation(run: Run, survey: Survey): Promise<Engine> {
  return createEngine({ ...common(run, survey), plugins: [itemLists()], holdout: 0 });
}

/** The engine at work, on the same store. */
export function openForWork(
  run: Run,
  survey: Survey,
  mail: { readonly url: string; readonly show: (example: Example) => void },
): Promise<Engine<OpenSchema, typeof CAMPAIGN>> {
  return createEngine({
    ...common(run, survey),
    plugins: [
      itemLists(),
      rfm({ orders: orderTypesAmong(survey.types.keys()) }),
      smtp({ url: mail.url, from: { name: 'Sintonia demo', address: 'demo@example.com' } }),
    ],
    campaigns: { [CAMPAIGN]: pickedForYou(mail.show) },
    claimMs: CLAIM_MS,
  });
}
