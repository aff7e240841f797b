import { HOUR, MINUTE, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../arbitrary.fixture.js';
import type { SequenceCondition } from '../language/event-condition.js';
import { sequenceMemory } from '../language/rule-limits.js';
import { oracle } from '../oracle.fixture.js';
import type { EventState, SequenceState } from './event-state.js';
import { SequenceQuestion } from './sequence-question.js';

const steps = fc.constantFrom('A', 'B', 'C');
const condition = fc.record<SequenceCondition>(
  {
    sequence: fc.constant([{ performed: 'A' }, { performed: 'B' }, { performed: 'C' }]),
    span: fc.constantFrom('3m', '5m', '20m'),
    within: fc.constantFrom('10m', '1h', '2h'),
  },
  { requiredKeys: ['sequence'] },
);

/** Far more signals than are remembered; each may come after up to as many later ones as are. */
const late = fc.array(fc.tuple(steps, fc.integer({ min: 0, max: sequenceMemory - 1 })), {
  minLength: 80,
  maxLength: 160,
});

it('forgets in order: longer histories than it remembers are right while none is too late', () => {
  const cases = fc.property(condition, late, fc.integer({ min: 0, max: 200 }), (sequence, drawn, minutes) => {
    const signals = drawn.map(([type, delay], at): Signal & { delay: number } => {
      return { id: `s${at}`, type, person: 'ada', timestamp: at * MINUTE, receivedAt: 0, delay };
    });
    const arriving = signals.toSorted((a, b) => a.timestamp + a.delay * MINUTE - b.timestamp - b.delay * MINUTE);
    const question = new SequenceQuestion(sequence);
    const memory = question.memory();
    let state: EventState | undefined;
    for (const each of arriving) state = memory.advance(state, each);
    const now = minutes * MINUTE;
    expect(question.holds(state, now)).toBe(oracle(sequence, { now, signals }));
    expect((state as SequenceState).kept).toBe(sequenceMemory);
  });
  fc.assert(cases, { numRuns: runs.numRuns / 5 });
});

it('names the steps and when they began', () => {
  const question = new SequenceQuestion({
    ...{ sequence: [{ performed: 'A' }, { performed: 'B' }], span: '1h', within: '2h' },
  });
  const memory = question.memory();
  const at = (type: string, timestamp: number): Signal => ({ id: type, type, person: 'ada', timestamp, receivedAt: 0 });
  const state = memory.advance(memory.advance(undefined, at('B', HOUR)), at('A', 0));
  expect(question.reason(state)).toEqual({
    measure: 'A → B',
    value: '1970-01-01T00:00:00.000Z',
    band: 'in this order, in 1h, within 2h',
  });
});
