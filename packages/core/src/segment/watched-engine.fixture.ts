import type { EngineEvents } from '@sintonia/spec';
import { testEngine } from '../test-engine.fixture.js';

/** A test engine, and what it tells of memberships. */
export async function watchedEngine(options: Parameters<typeof testEngine>[0]) {
  const opened = await testEngine(options);
  const changes: EngineEvents['membership'][] = [];
  opened.engine.on('membership', (event) => void changes.push(event));
  /** What was told since the last time, such as `ana entered vip`. */
  const told = () => changes.splice(0).map(({ person, change, segment }) => `${person} ${change} ${segment}`);
  return { ...opened, changes, told };
}

export const ana = { userId: 'ana' };
export const order = { ...ana, type: 'Order Completed', itemId: 'mug', value: 10 };
export const regular = { language: 1, rule: { performed: 'Order Completed', atLeast: 2, within: '30d' } };
export const paying = { language: 1, rule: { trait: 'plan', is: 'paid' } };
