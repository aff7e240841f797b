import { HOUR, type Signal } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import type { PerformedCondition } from '../language/event-condition.js';
import type { EventState } from './event-state.js';
import { PerformedQuestion } from './performed-question.js';

const stateAfter = (question: PerformedQuestion, times: number) => {
  const memory = question.memory();
  memory.widen(question.limit);
  let state: EventState | undefined;
  for (let at = 0; at < times; at++) {
    const signal: Signal = { id: `${at}`, type: 'Ordered', person: 'ada', timestamp: at * HOUR, receivedAt: 0 };
    state = memory.advance(state, signal);
  }
  return state;
};

describe('what is remembered of how often', () => {
  it.each<[Omit<PerformedCondition, 'performed'>, EventState, string]>([
    [{}, 1, 'at least 1'],
    [{ atLeast: 3 }, 3, 'at least 3'],
    [{ atMost: 3 }, 4, 'at most 3'],
    [{ exactly: 0 }, 1, 'exactly 0'],
    [{ atLeast: 1, atMost: 2 }, 3, '1 to 2'],
    [{ within: '1d' }, [9 * HOUR], 'at least 1 within 1d'],
    [{ atLeast: 2, within: '1d' }, [8 * HOUR, 9 * HOUR], 'at least 2 within 1d'],
    [{ exactly: 1, within: '1d' }, [8 * HOUR, 9 * HOUR], 'exactly 1 within 1d'],
  ])('%j after ten is no more than it needs', (condition, expected, band) => {
    const question = new PerformedQuestion({ performed: 'Ordered', ...condition });
    const state = stateAfter(question, 10);
    expect(state).toEqual(expected);
    const value = Array.isArray(expected) ? expected.length : expected;
    expect(question.reason(state, 10 * HOUR)).toEqual({ measure: 'Ordered', value, unit: 'signals', band });
  });

  it('looks at as many moments as the latest few when a window is full', () => {
    const question = new PerformedQuestion({ performed: 'Ordered', atLeast: 1_000, within: '90d' });
    const state = stateAfter(question, 2_000) as readonly number[];
    const looked: PropertyKey[] = [];
    const watched = new Proxy(state, {
      get(target, name, receiver) {
        looked.push(name);
        return Reflect.get(target, name, receiver);
      },
    });
    expect(question.holds(watched, 2_000 * HOUR)).toBe(true);
    expect(looked.length).toBeLessThanOrEqual(6);
  });
});
