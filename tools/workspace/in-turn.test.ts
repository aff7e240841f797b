import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn } from './in-turn.js';

describe('inTurn', () => {
  it('runs at most so many at a time, and each after those it waits for', async () => {
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const work = async (item: string) => {
      most = Math.max(most, ++running);
      await sleep(5);
      order.push(item);
      running--;
    };
    const waitsFor = (item: string) => (item === 'first' ? [] : item === 'last' ? ['b', 'c'] : ['first']);
    await inTurn(['last', 'c', 'b', 'a', 'first'], 2, work, waitsFor);
    expect(most).toBe(2);
    expect(order[0]).toBe('first');
    expect(order.indexOf('last')).toBeGreaterThan(Math.max(order.indexOf('b'), order.indexOf('c')));
  });

  it('ends with what one of them threw', async () => {
    const work = async (item: number) => {
      if (item === 2) throw new Error('two');
    };
    await expect(inTurn([1, 2, 3], 2, work)).rejects.toThrow('two');
  });

  it('names a circle', async () => {
    const waitsFor = (item: string) => (item === 'a' ? ['b'] : ['a']);
    await expect(inTurn(['a', 'b'], 2, async () => {}, waitsFor)).rejects.toThrow('circle: a, b');
  });
});
