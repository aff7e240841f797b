import { isSintoniaError, type Message } from '@sintonia/spec';
import { expect } from 'vitest';
import { dispatchMany } from './dispatch.js';
import type { DispatcherLaw, DispatcherRig } from './law.js';

/** A law about dispatchers that take several messages in one request. Of others it says nothing. */
function batchLaw(
  law: string,
  check: (rig: DispatcherRig, messages: readonly Message[]) => Promise<void>,
): DispatcherLaw {
  return {
    law,
    async check(rig, message) {
      const { dispatchMany: many, limits } = rig.dispatcher;
      if (many === undefined) return;
      const count = Math.min(5, limits?.batch ?? 1);
      expect(count, 'limits.batch beside dispatchMany').toBeGreaterThanOrEqual(2);
      const messages = Array.from({ length: count }, (_, index) => ({
        ...message,
        sendKey: `${message.sendKey}-${index}`,
        content: { ...message.content, text: `number ${index}` },
      }));
      await check(rig, messages);
    },
  };
}

function codesOf(words: readonly unknown[]): readonly string[] {
  return words.map((word) => (isSintoniaError(word) ? word.code : 'accepted'));
}

export const batchLaws: readonly DispatcherLaw[] = [
  batchLaw('several in one request arrive once each, with a word about each', async (rig, messages) => {
    const words = await dispatchMany(rig.dispatcher, messages);
    expect(codesOf(words)).toEqual(messages.map(() => 'accepted'));
    const arrived = (await rig.delivered()).map(({ text }) => text.trim());
    expect(arrived.toSorted()).toEqual(messages.map(({ content }) => content.text).toSorted());
  }),
  {
    ...batchLaw('in one request, a bad recipient fails nobody else', async (rig, messages) => {
      const to = 'ana@example.com, eve@example.com';
      const words = await dispatchMany(
        rig.dispatcher,
        messages.map((message, index) => (index === 1 ? { ...message, to } : message)),
      );
      const expected = messages.map((_, index) => (index === 1 ? 'SINTONIA_ADDRESS_INVALID' : 'accepted'));
      expect(codesOf(words)).toEqual(expected);
      const arrived = (await rig.delivered()).map(({ text }) => text.trim());
      expect(arrived.toSorted()).toEqual(
        messages.flatMap(({ content }, at) => (at === 1 ? [] : [content.text])).toSorted(),
      );
    }),
    channel: 'email',
  },
  batchLaw('of several in one request a busy provider has taken none', async (rig, messages) => {
    rig.behave('busy');
    for (const code of codesOf(await dispatchMany(rig.dispatcher, messages))) {
      expect(['SINTONIA_DELIVERY_TRANSIENT', 'SINTONIA_DELIVERY_RATE_LIMITED']).toContain(code);
    }
    expect(await rig.delivered()).toHaveLength(0);
  }),
  batchLaw('several in one request whose answer is lost are unknown, sent at most once', async (rig, messages) => {
    rig.behave('lose');
    const words = await dispatchMany(rig.dispatcher, messages);
    expect(codesOf(words)).toEqual(messages.map(() => 'SINTONIA_DELIVERY_UNKNOWN'));
    const arrived = (await rig.delivered()).map(({ text }) => text.trim());
    expect(new Set(arrived).size).toBe(arrived.length);
  }),
  batchLaw('aborted before it began, none of several is handed over', async (rig, messages) => {
    const words = await dispatchMany(rig.dispatcher, messages, AbortSignal.abort());
    expect(codesOf(words)).toEqual(messages.map(() => 'SINTONIA_DELIVERY_TRANSIENT'));
    expect(await rig.delivered()).toHaveLength(0);
  }),
];
