import { setImmediate as nextTurn } from 'node:timers/promises';
import { SintoniaError } from '@sintonia/spec';
import { testClock } from '@sintonia/testing';
import { expect, it } from 'vitest';
import type { Delivery } from './message-marker.js';
import type { Due } from './outbox.js';
import { type Steps, sortOut } from './sort-out.js';

const clock = testClock();
const due = [{ person: 'ana', sendKey: 'one', at: 0, key: { tenant: 't', collection: 'due', id: 'one' } }] as const;

/** A message whose claim has run out, and a gate that takes its time. */
function stepsWhere(lose: () => Promise<Delivery>): Steps {
  const row = { state: 'claimed', sendKey: 'one', dueAt: 0 };
  return {
    outbox: { readMany: async () => [{ value: row }] },
    gate: {
      async mayStillGo() {
        await nextTurn();
        await nextTurn();
        return [];
      },
    },
    routes: { choose: async () => [] },
    marker: { lose },
  } as unknown as Steps;
}

// The test runner fails where an error is nobody's.
it('whoever was faster with a message does no harm, also while others are looked at', async () => {
  const counted: Delivery[] = [];
  const steps = stepsWhere(async () => {
    throw new SintoniaError('STORE_CONFLICT', 'Somebody was faster.');
  });
  expect(await sortOut(due as readonly Due[], undefined, steps, clock, (each) => counted.push(each))).toEqual([]);
  expect(counted).toEqual(['skipped']);
});

it('a store that fails meanwhile is told to whoever waits', async () => {
  const steps = stepsWhere(async () => {
    throw new SintoniaError('STORE_FAILED', 'No disk.');
  });
  const sorted = sortOut(due as readonly Due[], undefined, steps, clock, () => {});
  await expect(sorted).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED' });
});
