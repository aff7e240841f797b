import type { DispatchContext, Message } from '../../packages/spec/src/index.js';

/** A message to send in tests. */
export function testMessage(changes: Partial<Message> = {}): Message {
  return {
    sendKey: 'key-1',
    channel: 'email',
    to: 'ana@example.com',
    campaign: 'weekly',
    purpose: 'marketing',
    locale: 'en',
    content: { subject: 'For you', text: 'Three mugs.' },
    ...changes,
  };
}

export function testContext(abort: AbortSignal = new AbortController().signal): DispatchContext {
  return { idempotencyKey: 'key-1', abort };
}
