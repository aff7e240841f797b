import type { Decision, Unsubscribe } from '@sintonia/spec';
import type { UnsubscribeSettings } from './read-unsubscribe.js';

/** How to get no more messages such as this one. None for what the person asked for. */
export function wayOutOf(
  { person, purpose, topic }: Decision,
  sendKey: string,
  settings: UnsubscribeSettings | undefined,
): Unsubscribe | undefined {
  if (purpose === 'service') return undefined;
  return settings?.wayOut({ person, purpose, sendKey, ...(topic !== undefined && { topic }) });
}
