import { DAY, FUTURE_TOLERANCE, parseJson, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { coded, everythingIn, testEngine } from '../test-engine.fixture.js';

const good = { type: 'Order Completed', userId: 'ana', itemId: 'mug' };

function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

describe('collect refuses', () => {
  const manyKeys = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`k${index}`, index]));
  it.each<[string, unknown, string, string]>([
    ['an unknown type', { ...good, type: 'Ordered' }, 'SIGNAL_TYPE_UNKNOWN', 'type'],
    ['a type from the prototype of objects', { ...good, type: 'toString' }, 'SIGNAL_TYPE_UNKNOWN', 'type'],
    ['nobody', { type: 'Order Completed' }, 'PERSON_MISSING', 'userId'],
    ['an empty user id', { ...good, userId: '' }, 'INPUT_INVALID', 'userId'],
    ['a user id that looks anonymous', { ...good, userId: '~ana' }, 'INPUT_INVALID', 'userId'],
    ['a user id with a line break', { ...good, userId: 'a\nb' }, 'INPUT_INVALID', 'userId'],
    ['a number for an item', { ...good, itemId: 7 }, 'INPUT_INVALID', 'itemId'],
    ['a value that is no number', { ...good, value: Number.NaN }, 'INPUT_INVALID', 'value'],
    ['a value that no sum could hold', { ...good, value: 1e300 }, 'INPUT_INVALID', 'value'],
    ['a word for a timestamp', { ...good, timestamp: 'soon' }, 'INPUT_INVALID', 'timestamp'],
    ['JSON 5,000 levels deep', { ...good, properties: nested(5_000) }, 'INPUT_TOO_DEEP', 'properties'],
    ['too many keys', { ...good, context: manyKeys }, 'INPUT_TOO_MANY_KEYS', 'context'],
    [
      'a key __proto__',
      { ...good, properties: JSON.parse('{"a":{"__proto__":{}}}') },
      'INPUT_KEY_FORBIDDEN',
      'properties.a',
    ],
    ['a text that is too long', { ...good, properties: { a: 'x'.repeat(70_000) } }, 'INPUT_TOO_LARGE', 'properties.a'],
    ['no object', 'Order Completed', 'INPUT_INVALID', 'signal'],
    ['nothing', undefined, 'INPUT_INVALID', 'signal'],
  ])('%s, and names it', async (_, input, code, field) => {
    const { engine, store } = await testEngine();
    const error = await engine.collect(input as never).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SintoniaError);
    expect(error).toMatchObject({ code: `SINTONIA_${code}`, field: expect.stringMatching(new RegExp(`^${field}`)) });
    expect(await everythingIn(store, ['profile'])).toBe('[[],[]]');
  });

  it('what lies further in the future than clocks may differ', async () => {
    const { engine, clock } = await testEngine();
    const at = clock.now() + FUTURE_TOLERANCE;
    await expect(engine.collect({ ...good, timestamp: at })).resolves.toMatchObject({ accepted: 1 });
    await expect(engine.collect({ ...good, timestamp: at + 1 })).rejects.toMatchObject(
      coded('SIGNAL_TIMESTAMP_FUTURE', 'timestamp'),
    );
    await expect(engine.collect({ ...good, timestamp: at - 40 * 365 * DAY })).resolves.toMatchObject({ accepted: 1 });
  });

  it('more than 10,000 at once', async () => {
    const { engine } = await testEngine();
    await expect(engine.collect(Array(10_001).fill(good))).rejects.toMatchObject(coded('INPUT_TOO_LARGE', 'signals'));
  });

  it('a body of 10 MB, unparsed', () => {
    expect(() => parseJson(`"${'x'.repeat(10_485_760)}"`)).toThrow(
      expect.objectContaining(coded('INPUT_TOO_LARGE', 'body')),
    );
  });
});

describe('of a list with one invalid signal', () => {
  const list = [good, good, good, { ...good, userId: 7 }] as never[];

  it('nothing is stored, and the error says which', async () => {
    const { engine, store } = await testEngine();
    await expect(engine.collect(list)).rejects.toMatchObject(coded('INPUT_INVALID', '[3].userId'));
    expect(await everythingIn(store, ['profile'])).toBe('[[],[]]');
  });

  it('the others are, if so wanted', async () => {
    const { engine } = await testEngine();
    const result = await engine.collect(list, { onInvalid: 'skip' });
    expect(result.accepted).toBe(3);
    expect(result.refused).toEqual([{ index: 3, code: 'SINTONIA_INPUT_INVALID', field: '[3].userId' }]);
  });

  it('an unknown way to treat it is refused', async () => {
    const { engine } = await testEngine();
    await expect(engine.collect(good, { onInvalid: 'ignore' as never })).rejects.toMatchObject(
      coded('INPUT_INVALID', 'onInvalid'),
    );
  });
});

it('what is stored is what was checked, whatever the caller does to theirs meanwhile', async () => {
  const { engine, store } = await testEngine();
  const properties: Record<string, unknown> = { coupon: 'spring' };
  const collected = engine.collect({ ...good, properties: properties as never });
  properties.coupon = nested(100);
  await collected;
  const { signals } = await store.scan({ tenant: 'default', limit: 10 });
  expect(signals[0]?.properties).toEqual({ coupon: 'spring' });
});
