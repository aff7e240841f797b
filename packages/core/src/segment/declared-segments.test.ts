import { describe, expect, it } from 'vitest';
import { coded, hello, testEngine } from '../test-engine.fixture.js';

const holds = { language: 1, rule: { all: [] } };
const deep = (levels: number): object => (levels === 0 ? { all: [] } : { not: deep(levels - 1) });
const deepText = (levels: number) => `{"language":1,"rule":${'{"not":'.repeat(levels)}{"all":[]}${'}'.repeat(levels)}}`;

const wrong: readonly [name: string, segments: unknown, inputCode: string, field: string][] = [
  ['no object', [], 'INPUT_INVALID', 'segments'],
  ['no rule', { vip: 7 }, 'INPUT_INVALID', 'segments.vip.rule'],
  ['a wrong part', { vip: { language: 1, rule: { performed: 7 } } }, 'INPUT_INVALID', 'segments.vip.rule.performed'],
  ['another version', { vip: { language: 2, rule: { all: [] } } }, 'INPUT_INVALID', 'segments.vip.language'],
  ['itself', { vip: { language: 1, rule: { inSegment: 'vip' } } }, 'INPUT_INVALID', 'segments.vip'],
  [
    'itself by way of another',
    { a: { language: 1, rule: { inSegment: 'b' } }, b: { language: 1, rule: { not: { inSegment: 'a' } } } },
    'INPUT_INVALID',
    'segments.a',
  ],
  ['depth 10,000', { vip: deepText(10_000) }, 'INPUT_TOO_DEEP', 'segments.vip'],
  ['depth 33', { vip: { language: 1, rule: deep(33) } }, 'INPUT_TOO_DEEP', 'segments.vip.rule'],
  ['__proto__', JSON.parse('{"__proto__":{"language":1,"rule":{"all":[]}}}'), 'INPUT_KEY_FORBIDDEN', 'segments.name'],
  [
    'more conditions than a rule may have',
    { vip: { language: 1, rule: { all: Array.from({ length: 500 }, () => ({ all: [] })) } } },
    'INPUT_TOO_LARGE',
    'segments.vip.rule',
  ],
  [
    'more segments than there may be',
    Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`s${at}`, holds])),
    'INPUT_TOO_LARGE',
    'segments',
  ],
];

describe('segments are checked when they are declared', () => {
  it.each(wrong)('%s', async (_, segments, code, field) => {
    const message = expect.any(String);
    const named = expect.stringMatching(new RegExp(`^${field.replaceAll('.', '\\.')}`));
    await expect(testEngine({ segments: segments as never })).rejects.toMatchObject({
      ...coded('OPTION_INVALID'),
      field: named,
      message,
    });
    const { engine } = await testEngine({ segments: { good: holds } });
    await expect(engine.segments.declare(segments as never)).rejects.toMatchObject({ ...coded(code), field: named });
    expect((await engine.segmentsOf({ userId: 'ana' })).memberships).toMatchObject([{ segment: 'good' }]);
  });

  it('as JSON text too, and under names that objects have', async () => {
    const { engine } = await testEngine({ segments: { constructor: JSON.stringify(holds), toString: holds } as never });
    const { memberships } = await engine.segmentsOf({ userId: 'ana' });
    expect(memberships.map(({ segment }) => segment)).toEqual(['constructor', 'toString']);
    expect(await engine.segments.sizeOf('constructor')).toBe(0);
  });
});

describe('declare', () => {
  it('adds, replaces and removes, for the next answer', async () => {
    const { engine } = await testEngine({ segments: { everybody: holds } });
    const segments = async () => (await engine.segmentsOf({ userId: 'ana' })).memberships.map(({ segment }) => segment);
    await engine.segments.declare({ also: holds });
    expect(await segments()).toEqual(['everybody', 'also']);
    await engine.segments.declare({ everybody: { language: 1, rule: { any: [] } } });
    expect(await segments()).toEqual(['also']);
    await engine.segments.declare({ also: null, unknown: null });
    expect(await segments()).toEqual([]);
    await expect(engine.segments.membersOf('also' as never)).rejects.toMatchObject(coded('SEGMENT_UNKNOWN', 'segment'));
    await expect(engine.segments.sizeOf('also' as never)).rejects.toMatchObject(coded('SEGMENT_UNKNOWN', 'segment'));
  });

  it('does not take a campaign its audience away', async () => {
    const campaigns = { thanks: { ...hello, audience: 'vip' } } as const;
    const { engine } = await testEngine({ segments: { vip: holds }, campaigns: campaigns as never });
    await expect(engine.segments.declare({ vip: null })).rejects.toMatchObject(coded('INPUT_INVALID', 'segments.vip'));
    await expect(testEngine({ campaigns: campaigns as never })).rejects.toMatchObject(
      coded('OPTION_INVALID', 'campaigns.thanks.audience'),
    );
  });
});
