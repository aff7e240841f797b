import { describe, expect, it } from 'vitest';
import { thrownBy } from '../thrown.fixture.js';
import { FUTURE_TOLERANCE, readSignal } from './read-signal.js';

const now = Date.UTC(2026, 0, 1);
const context = { definitions: { 'Order Completed': { weight: 1 } }, now, newId: () => 'made-up' };
const least = { type: 'Order Completed', userId: 'ana' };
const read = (changes: object, path?: string) =>
  readSignal({ ...least, ...changes }, { ...context, ...(path === undefined ? {} : { path }) });

const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));

describe('readSignal', () => {
  it('fills in what is left out', () => {
    expect(readSignal(least, context)).toEqual({
      id: 'made-up',
      type: 'Order Completed',
      person: 'ana',
      timestamp: now,
      receivedAt: now,
    });
  });

  it('keeps everything that it knows, and nothing else', () => {
    const given = {
      id: 'order-1',
      itemId: 'mug',
      value: 12.5,
      timestamp: '2025-12-24T10:00:00Z',
      properties: { coupon: 'XMAS' },
      context: { page: '/mugs' },
      integrations: { all: true },
    };
    expect(read(given)).toEqual({
      id: 'order-1',
      type: 'Order Completed',
      person: 'ana',
      timestamp: Date.UTC(2025, 11, 24, 10),
      receivedAt: now,
      itemId: 'mug',
      value: 12.5,
      properties: { coupon: 'XMAS' },
      context: { page: '/mugs' },
    });
  });

  it('takes an anonymous person', () => {
    expect(read({ userId: undefined, anonymousId: 'browser-1' }).person).toBe('~browser-1');
  });

  it('forgives clocks that go a little ahead', () => {
    expect(read({ timestamp: now + FUTURE_TOLERANCE }).timestamp).toBe(now + FUTURE_TOLERANCE);
    expect(read({ timestamp: 0 }).timestamp).toBe(0);
  });

  const refused: [string, object, string, string][] = [
    ['no type', { type: undefined }, 'INPUT_INVALID', 'type'],
    ['an unknown type', { type: 'Order Completd' }, 'SIGNAL_TYPE_UNKNOWN', 'type'],
    ['a type that every object has', { type: 'constructor' }, 'SIGNAL_TYPE_UNKNOWN', 'type'],
    ['nobody', { userId: undefined }, 'PERSON_MISSING', 'userId'],
    ['an empty user id', { userId: '' }, 'INPUT_INVALID', 'userId'],
    ['a broken anonymous id', { userId: undefined, anonymousId: '\ud83d' }, 'INPUT_INVALID', 'anonymousId'],
    ['a future timestamp', { timestamp: now + FUTURE_TOLERANCE + 1 }, 'SIGNAL_TIMESTAMP_FUTURE', 'timestamp'],
    ['a timestamp that is none', { timestamp: 'yesterday' }, 'INPUT_INVALID', 'timestamp'],
    ['a null timestamp', { timestamp: null }, 'INPUT_INVALID', 'timestamp'],
    ['an empty id', { id: '' }, 'INPUT_INVALID', 'id'],
    ['a numeric id', { id: 7 }, 'INPUT_INVALID', 'id'],
    ['an item id that is an object', { itemId: { $ne: '' } }, 'INPUT_INVALID', 'itemId'],
    ['a value that is a text', { value: '12.50' }, 'INPUT_INVALID', 'value'],
    ['a value that is NaN', { value: Number.NaN }, 'INPUT_INVALID', 'value'],
    ['properties that are a list', { properties: [] }, 'INPUT_INVALID', 'properties'],
    ['a date in properties', { properties: { at: new Date(0) } }, 'INPUT_INVALID', 'properties.at'],
    ['5,000 levels', { properties: { deep } }, 'INPUT_TOO_DEEP', `properties.deep${'[0]'.repeat(31)}`],
    [
      'a key __proto__',
      { properties: JSON.parse('{"a":{"__proto__":{"admin":true}}}') },
      'INPUT_KEY_FORBIDDEN',
      'properties.a',
    ],
    ['1,001 keys', { context: { list: Array(1_000).fill(0) } }, 'INPUT_TOO_MANY_KEYS', 'context.list'],
    ['a text without end', { context: { note: 'a'.repeat(70_000) } }, 'INPUT_TOO_LARGE', 'context.note'],
  ];

  it.each(refused)('refuses %s', (_, changes, code, field) => {
    expect(thrownBy(() => read(changes))).toMatchObject({ code: `SINTONIA_${code}`, field });
  });

  it.each(refused)('says where in a batch it found %s', (_, changes, code, field) => {
    expect(thrownBy(() => read(changes, '[3]'))).toMatchObject({ code: `SINTONIA_${code}`, field: `[3].${field}` });
  });

  it.each([[null], [undefined], ['Order Completed'], [[least]], [7]])('refuses %j in place of a signal', (input) => {
    expect(thrownBy(() => readSignal(input, context))).toMatchObject({
      code: 'SINTONIA_INPUT_INVALID',
      field: 'signal',
    });
    expect(thrownBy(() => readSignal(input, { ...context, path: '[3]' })).field).toBe('[3]');
  });

  it('never quotes a value in a message', () => {
    const secret = 'ana@example.com';
    const changes = [
      { type: secret },
      { userId: `~${secret}` },
      { userId: `${secret}\n` },
      { id: secret.repeat(20) },
      { timestamp: secret },
      { value: secret },
      { properties: secret },
      { properties: { email: `${secret}\ud83d` } },
    ];
    for (const change of changes) expect(thrownBy(() => read(change)).message).not.toContain(secret);
  });
});
