import type { Condition, Rule } from '@sintonia/rules';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const retention = { days: 90 };
const ruleOf = (rule: Condition): Rule => ({ language: 1, rule });
const bought = { performed: 'Order Completed' };

describe('a rule that looks back further than signals are kept', () => {
  it.each([
    ['by its window', { ...bought, within: '91d' }, '91 days'],
    ['for ever', bought, 'for all time'],
    ['within others', { not: { all: [bought, { ...bought, within: '2400h' }] } }, 'for all time'],
    ['as a sequence', { sequence: [bought, bought], span: '1d', within: '2400h' }, '100 days'],
  ])('is refused: %s', async (_, condition, back) => {
    const rule = ruleOf(condition as Condition);
    const error = await testEngine({ retention, segments: { loyal: rule } }).catch((reason) => reason);
    expect(error).toMatchObject(coded('OPTION_INVALID', 'segments.loyal'));
    expect(error.message).toContain(back);
    expect(error.message).toContain('retention.days keeps signals for 90 days');
    await expect(testEngine({ retention, eligibility: rule })).rejects.toMatchObject(
      coded('OPTION_INVALID', 'eligibility'),
    );
    const { engine } = await testEngine({ retention });
    await expect(engine.segments.declare({ loyal: rule })).rejects.toMatchObject(
      coded('INPUT_INVALID', 'segments.loyal'),
    );
    await testEngine({ segments: { loyal: rule } });
  });

  it('is none where the window is as long, or where what is folded answers', async () => {
    await testEngine({
      retention,
      traits: { spent: { sum: 'value', of: 'Order Completed', within: '365d' } },
      segments: {
        recent: ruleOf({ ...bought, within: '90d' }),
        often: ruleOf({ measure: { count: 'Order Completed' }, atLeast: 3 }),
      },
    });
  });
});
