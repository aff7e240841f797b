import { describe, expect, it } from 'vitest';
import { once } from './once.js';

describe('once', () => {
  it('makes one effect of a hundred replays at once, and of one that comes later', async () => {
    const receive = once<number>({ windowMs: 1000 });
    let effects = 0;
    const work = async () => ++effects;
    const results = await Promise.all(Array.from({ length: 100 }, () => receive('msg-1', 0, work)));
    expect(new Set(results)).toEqual(new Set([1]));
    expect(await receive('msg-1', 1000, work)).toBe(1);
    expect(await receive('msg-2', 1000, work)).toBe(2);
    expect(await receive('msg-1', 1001, work)).toBe(3);
  });

  it('forgets what failed, so that the next attempt counts', async () => {
    const receive = once<string>();
    const failing = () => Promise.reject(new Error('disk full'));
    await expect(receive('msg-1', 0, failing)).rejects.toThrow('disk full');
    expect(await receive('msg-1', 0, async () => 'taken')).toBe('taken');
  });

  it('remembers no more than it may', async () => {
    const receive = once<number>({ most: 3 });
    for (let index = 0; index < 1000; index++) await receive(`msg-${index}`, 0, async () => index);
    let again = 0;
    for (let index = 999; index >= 0; index--) await receive(`msg-${index}`, 0, async () => ++again);
    expect(again).toBeGreaterThanOrEqual(997);
  });

  it.each([{ windowMs: 0 }, { most: 1.5 }, { windowMs: Number.NaN }])('refuses %j', (options) => {
    expect(() => once(options)).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID' }));
  });
});
