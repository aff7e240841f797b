import { expect } from 'vitest';
import { dispatch } from './dispatch.js';
import type { DispatcherLaw } from './law.js';

const texts = [
  'Grüße, ¿qué tal? 日本語 🎁',
  'مرحبا بكم في المتجر',
  '.\r\n..\r\n.a line with nothing but a dot',
  `${'long '.repeat(400)}end`,
  '  leading and trailing  \n\n\nblank lines',
  '=3D looks encoded =?utf-8?Q?too?=',
];

export const deliveryLaws: readonly DispatcherLaw[] = [
  {
    law: 'it says who it is and what it can do',
    async check({ dispatcher }) {
      expect(dispatcher.name).toMatch(/^[a-z\d][\w-]{0,99}$/);
      expect(dispatcher.specVersion).toBe(1);
      expect(dispatcher.channel).toMatch(/^[a-z\d][\w-]{0,99}$/);
      const { concurrency = 1, batch = 1, perSecond = 1 } = dispatcher.limits ?? {};
      for (const [limit, value] of Object.entries({ concurrency, batch })) {
        expect(Number.isInteger(value) && value >= 1, `limits.${limit} is a whole number from 1`).toBe(true);
      }
      expect(perSecond > 0 && Number.isFinite(perSecond), 'limits.perSecond is a number above 0').toBe(true);
    },
  },
  {
    law: 'what it says was accepted has arrived, once, as it was',
    async check({ dispatcher, delivered }, message) {
      const receipt = await dispatch(dispatcher, message);
      expect(typeof (receipt.providerId ?? '')).toBe('string');
      const { subject, text, html } = message.content;
      const [first, ...others] = await delivered();
      expect(others).toHaveLength(0);
      expect(first?.to).toBe(message.to);
      expect(first?.text.trim()).toBe(text);
      if (subject !== undefined && first?.subject !== undefined) expect(first.subject).toBe(subject);
      if (html !== undefined && first?.html !== undefined) expect(first.html.trim()).toBe(html);
    },
  },
  {
    law: 'every text arrives letter by letter, whatever its script and length',
    async check({ dispatcher, delivered }, message) {
      for (const [index, text] of texts.entries()) {
        // A provider that keeps its promise about send keys takes each once.
        const sendKey = `${message.sendKey}-${index}`;
        await dispatch(dispatcher, { ...message, sendKey, content: { ...message.content, subject: text, text } });
        const last = (await delivered()).at(-1);
        expect(last?.text.replaceAll('\r\n', '\n').trimEnd()).toBe(text.replaceAll('\r\n', '\n').trimEnd());
        if (last?.subject !== undefined) expect(words(last.subject)).toBe(words(text));
      }
    },
  },
  {
    law: 'many messages at once arrive once each, every one at its own address',
    async check({ dispatcher, delivered }, message) {
      const count = 4 * (dispatcher.limits?.concurrency ?? 8);
      const messages = Array.from({ length: count }, (_, index) => ({
        ...message,
        sendKey: `${message.sendKey}-${index}`,
        content: { ...message.content, text: `number ${index}` },
      }));
      await Promise.all(messages.map((one) => dispatch(dispatcher, one)));
      const arrived = (await delivered()).map(({ text }) => text.trim());
      expect(arrived.toSorted()).toEqual(messages.map(({ content }) => content.text).toSorted());
    },
  },
];

/** A subject is one line: how it is folded is the provider's business. */
function words(text: string): string {
  return text.split(/\s+/u).filter(Boolean).join(' ');
}
