import { assertBoundedJson, type Item, type ItemFilter } from '@sintonia/spec';
import { EventIndex } from '../events/event-index.js';
import type { Condition } from '../language/condition.js';
import { checkCondition } from '../parse/check-condition.js';
import { RuleCost } from '../parse/rule-cost.js';
import { compileCondition } from './compile-condition.js';

/** Whether an item meets a filter. Nothing is known of what is not in the catalogue. */
export type ItemTest = (item: Item | undefined) => boolean;

/**
 * Checks an item filter, which is a rule of attributes alone, and turns it into a function, once.
 *
 * @param field where the filter stands in what the caller gave, for errors.
 * @throws SINTONIA_INPUT_* that names the part at fault.
 */
export function itemRule<Attributes extends object>(filter: ItemFilter<Attributes>, field = 'where'): ItemTest {
  assertBoundedJson(filter, field);
  checkCondition(filter, field, new RuleCost(), 'itemFilter');
  const { holds } = compileCondition(filter as unknown as Condition, new EventIndex());
  return (item) => holds({ subject: { item, now: 0 }, events: {} });
}
