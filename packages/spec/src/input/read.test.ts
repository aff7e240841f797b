import { describe, expect, it } from 'vitest';
import { thrownBy } from '../thrown.fixture.js';
import { readInteger, readMoment, readNumber, readObject, readOneOf } from './read.js';

const MOMENT = Date.UTC(2024, 1, 29, 10, 30);

describe('readMoment', () => {
  it.each<[string, unknown, number]>([
    ['milliseconds', MOMENT, MOMENT],
    ['milliseconds with a fraction', 0.9, 0],
    ['a Date', new Date(MOMENT), MOMENT],
    ['a time in UTC', '2024-02-29T10:30:00.000Z', MOMENT],
    ['a time without seconds', '2024-02-29T10:30Z', MOMENT],
    ['a time with an offset', '2024-02-29T16:00:00+05:30', MOMENT],
    ['an offset without a colon', '2024-02-29T05:30:00-0500', MOMENT],
    ['microseconds', '2024-02-29T10:30:00.123456Z', MOMENT + 123],
    ['a date, which is midnight in UTC', '2024-02-29', Date.UTC(2024, 1, 29)],
    ['a month', '2024-02', Date.UTC(2024, 1, 1)],
    ['before 1970', '1969-12-31T23:59:59Z', -1_000],
    ['a far year', '+275760-09-13T00:00:00Z', 8.64e15],
  ])('reads %s', (_, value, expected) => {
    expect(readMoment(value, 'timestamp')).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['a time without a zone, which would depend on the machine', '2024-02-29T10:30:00'],
    ['a space instead of T', '2024-02-29 10:30:00Z'],
    ['a date as some countries write it', '02/03/2024'],
    ['any text with a number', 'room 5'],
    ['a number as a text', '1700000000000'],
    ['a day that its month lacks', '2023-02-29'],
    ['a month that the year lacks', '2024-13-01'],
    ['an hour that the day lacks', '2024-02-29T25:00Z'],
    ['a word behind it', '2024-02-29T10:30Z or so'],
    ['an empty text', ''],
    ['an invalid Date', new Date('never')],
    ['NaN', Number.NaN],
    ['a moment beyond all dates', 8.64e15 + 1],
    ['null', null],
    ['a bigint', 5n],
  ])('refuses %s', (_, value) => {
    expect(thrownBy(() => readMoment(value, '[3].timestamp'))).toMatchObject({
      code: 'SINTONIA_INPUT_INVALID',
      field: '[3].timestamp',
      message: '[3].timestamp must be a Date, an ISO 8601 text with its zone, or milliseconds since 1970.',
    });
  });
});

describe('readers', () => {
  it.each<[string, () => unknown, string]>([
    ['null as an object', () => readObject(null, 'traits'), 'traits must be an object.'],
    ['a list as an object', () => readObject([], 'traits'), 'traits must be an object.'],
    ['a text as a number', () => readNumber('5', 'price'), 'price must be a finite number.'],
    ['Infinity as a number', () => readNumber(Number.POSITIVE_INFINITY, 'price'), 'price must be a finite number.'],
    ['below its range', () => readNumber(-1, 'p', { min: 0, max: 1 }), 'p must be a finite number from 0 to 1.'],
    [
      'a fraction as a whole number',
      () => readInteger(1.5, 'limit', { min: 1, max: 9 }),
      'limit must be a whole number.',
    ],
    ['another word', () => readOneOf('maybe', 'kind', ['yes', 'no']), 'kind must be one of yes, no.'],
  ])('refuse %s', (_, read, message) => {
    expect(thrownBy(read)).toMatchObject({ code: 'SINTONIA_INPUT_INVALID', message, field: message.split(' ')[0] });
  });

  it('give back what is right', () => {
    const object = { a: 1 };
    expect(readObject(object, 'traits')).toBe(object);
    expect(readNumber(-0.5, 'price')).toBe(-0.5);
    expect(readInteger(9, 'limit', { min: 1, max: 9 })).toBe(9);
    expect(readOneOf('no', 'kind', ['yes', 'no'])).toBe('no');
  });
});
