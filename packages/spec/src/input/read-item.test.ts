import { describe, expect, it } from 'vitest';
import { thrownBy } from '../thrown.fixture.js';
import { readItem } from './read-item.js';

const read = (changes: object) => readItem({ itemId: 'mug', ...changes }, 'items[3]');

describe('readItem', () => {
  it('takes an id alone', () => {
    expect(read({})).toEqual({ itemId: 'mug' });
  });

  it('keeps everything that it knows, and nothing else', () => {
    const item = {
      itemId: 'mug',
      title: 'Mug, blue',
      attributes: { colour: 'blue', sizes: [1, 2], price: 9.5 },
      available: false,
      repeatable: true,
    };
    expect(readItem({ ...item, price: 9.5 }, 'items[0]')).toEqual(item);
  });

  it.each<[string, object, string, string]>([
    ['no id', { itemId: undefined }, 'INPUT_INVALID', 'itemId'],
    ['a numeric id', { itemId: 7 }, 'INPUT_INVALID', 'itemId'],
    ['a title that is none', { title: { en: 'Mug' } }, 'INPUT_INVALID', 'title'],
    ['too long a title', { title: 'a'.repeat(1_001) }, 'INPUT_INVALID', 'title'],
    ['a broken title', { title: 'Mug \ud83d' }, 'INPUT_INVALID', 'title'],
    ['attributes that are a list', { attributes: ['blue'] }, 'INPUT_INVALID', 'attributes'],
    ['attributes that are null', { attributes: null }, 'INPUT_INVALID', 'attributes'],
    ['a function among attributes', { attributes: { price: () => 1 } }, 'INPUT_INVALID', 'attributes.price'],
    ['a key __proto__', { attributes: JSON.parse('{"__proto__":{}}') }, 'INPUT_KEY_FORBIDDEN', 'attributes'],
    ['1,001 keys', { attributes: { tags: Array(1_000).fill('a') } }, 'INPUT_TOO_MANY_KEYS', 'attributes.tags'],
    ['available as a text', { available: 'false' }, 'INPUT_INVALID', 'available'],
    ['repeatable as a number', { repeatable: 1 }, 'INPUT_INVALID', 'repeatable'],
  ])('refuses %s', (_, changes, code, field) => {
    expect(thrownBy(() => read(changes))).toMatchObject({ code: `SINTONIA_${code}`, field: `items[3].${field}` });
  });

  it.each([[null], ['mug'], [[]]])('refuses %j in place of an item', (input) => {
    expect(thrownBy(() => readItem(input, 'items[3]'))).toMatchObject({
      code: 'SINTONIA_INPUT_INVALID',
      field: 'items[3]',
    });
  });
});
