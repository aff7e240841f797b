import { describe, expect, it } from 'vitest';
import { RecordReader, sniffDelimiter, splitRecord } from './read-records.js';

function read(lines: readonly string[], delimiter?: string) {
  const reader = new RecordReader(delimiter);
  return [...reader.read(lines), ...reader.end()].map(({ line, fields }) => [line, fields?.join('|')]);
}

describe('splitRecord', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""so""",c', ['say "so"', 'c']],
    ['"",c', ['', 'c']],
    ['3.5" disk,c', ['3.5" disk', 'c']],
    ['"a\nb",c', ['a\nb', 'c']],
    ['a,"b"', ['a', 'b']],
  ])('%s', (record, fields) => expect(splitRecord(record, ',')).toEqual(fields));

  it('says that a quote is still open, or closed too early', () => {
    expect(splitRecord('a,"b', ',')).toBe('open');
    expect(splitRecord('a,"b"c,d', ',')).toBe('broken');
  });

  it('takes a lone quote in a tab-separated file as text', () => {
    expect(splitRecord('"Hello\tb', '\t')).toEqual(['"Hello', 'b']);
  });
});

describe('RecordReader', () => {
  it('counts lines, also across line breaks in fields and empty lines', () => {
    expect(read(['h,i', '', '"a', 'b",c', 'd,e'])).toEqual([
      [1, 'h|i'],
      [3, 'a\nb|c'],
      [5, 'd|e'],
    ]);
  });

  it('loses only the broken line when a quote is never closed', () => {
    expect(read(['h,i', 'a,"b', 'c,d', 'e,f'])).toEqual([
      [1, 'h|i'],
      [2, undefined],
      [3, 'c|d'],
      [4, 'e|f'],
    ]);
  });

  it('loses only the broken line when the next quote is of another line', () => {
    expect(read(['h,i', 'a,"b', '"c",d'])).toEqual([
      [1, 'h|i'],
      [2, undefined],
      [3, 'c|d'],
    ]);
  });

  it('gives up on an open quote after a hundred lines, without waiting for the end', () => {
    const reader = new RecordReader();
    const records = reader.read(['h,i', 'a,"b', ...Array.from({ length: 200 }, () => 'c,d')]);
    expect(records).toHaveLength(202);
    expect(records.filter(({ fields }) => fields === undefined)).toEqual([{ line: 2 }]);
    expect(records.at(-1)?.line).toBe(202);
  });
});

it('finds out what separates the fields', () => {
  expect(sniffDelimiter('a,b,c')).toBe(',');
  expect(sniffDelimiter('a;b;"c,d,e"')).toBe(';');
  expect(sniffDelimiter('a\tb')).toBe('\t');
  expect(sniffDelimiter('a|b|c,d')).toBe('|');
});
