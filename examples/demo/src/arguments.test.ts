import { expect, it } from 'vitest';
import { readArguments } from './arguments.js';

it('needs nothing', () => {
  expect(readArguments([])).toMatchObject({ limitMessages: Number.POSITIVE_INFINITY, fresh: false, json: false });
  expect(readArguments([])).not.toHaveProperty('data');
});

it('takes a file and its columns', () => {
  const args = '--data f.csv --user u --item i --time t --value v --limit-messages 7 --fresh --json'.split(' ');
  expect(readArguments(args)).toMatchObject({
    data: { file: 'f.csv', columns: { user: 'u', item: 'i', time: 't', value: 'v' } },
    limitMessages: 7,
    fresh: true,
    json: true,
  });
});

it.each([
  ['--data f.csv', '--data needs --user, --item and --time'],
  ['--user u', '--user names a column of your own file'],
  ['--limit-messages many', '--limit-messages must be a whole number'],
  ['--limit-messages -1', '--limit-messages'],
  ['--nonsense', '--nonsense'],
  ['stray', 'stray'],
])('%s', (line, message) => expect(() => readArguments(line.split(' '))).toThrow(message));

it('helps', () => expect(readArguments(['--help'])).toBe('help'));
