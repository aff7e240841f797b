import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.js';
import { suites } from './suites.js';

const read = (...args: string[]) => readArguments(args, suites);

describe('readArguments', () => {
  it('takes a suite with its usual sizes', () => {
    const [pipeline] = suites;
    expect(read('pipeline')).toEqual({
      suite: pipeline,
      cases: pipeline?.cases,
      sizes: pipeline?.sizes,
      json: false,
      save: false,
    });
  });

  it('takes other sizes, some cases, and --quick', () => {
    const asked = read('pipeline', '--quick', '--people', '7', '--seconds=0.5', '--only', 'send', '--json');
    expect(asked).toMatchObject({
      cases: [{ name: 'send' }],
      sizes: { ...suites[0]?.quick, people: 7, seconds: 0.5 },
      json: true,
    });
  });

  it.each([
    [[], 'Which suite?'],
    [['pipelin'], 'There is no suite "pipelin".'],
    [['pipeline', 'other'], 'One suite at a time, not pipeline, other.'],
    [['pipeline', '--only', 'sned'], 'The suite pipeline has no case "sned".'],
    [['pipeline', '--people', '0'], '--people must be a whole number above 0.'],
    [['pipeline', '--items', '1.5'], '--items must be a whole number above 0.'],
    [['pipeline', '--rounds', 'many'], '--rounds must be a whole number above 0.'],
    [['pipeline', '--quick', '--save'], 'Only figures of a whole suite that was not hurried are worth keeping.'],
    [['pipeline', '--deep'], 'The suite pipeline goes no deeper.'],
    [['pipeline', '--fast'], "Unknown option '--fast'"],
  ])('says what is wrong with %j, and what there is', (args, problem) => {
    const { usage } = read(...args) as { usage: string };
    expect(usage.startsWith(problem)).toBe(true);
    for (const word of ['pipeline', 'collect', 'recommend', 'send', 'memory', '--people', '--quick']) {
      expect(usage).toContain(word);
    }
  });
});
