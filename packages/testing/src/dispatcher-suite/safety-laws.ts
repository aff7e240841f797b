import type { Message } from '@sintonia/spec';
import { expect } from 'vitest';
import { dispatch, failureOf } from './dispatch.js';
import type { DispatcherLaw, ProviderBehaviour } from './law.js';

/** Where a second recipient, a header or a command hides. None of these is one plain address. */
const hostileAddresses = [
  '',
  ' ',
  'ana',
  '@example.com',
  'ana@',
  'ana@example.com, eve@example.com',
  'ana@example.com;eve@example.com',
  'ana@example.com eve@example.com',
  'ana@example.com\r\nBcc: eve@example.com',
  'ana@example.com\nRCPT TO:<eve@example.com>',
  'ana@example.com\0',
  'Ana <ana@example.com>',
  '<ana@example.com>',
  '<ana@example.com>,<eve@example.com>',
  'friends: ana@example.com, eve@example.com;',
  '"ana@example.com, eve"@example.com',
  'ana(comment)@example.com',
  'ana@[127.0.0.1]',
  'ana@127.0.0.1',
  'ana@@example.com',
  'ana@example..com',
  'ana@.example.com',
  '.ana@example.com',
  'ana@exa mple.com',
  'ana@example.com>',
  `${'a'.repeat(250)}@example.com`,
  `ana@${'example.'.repeat(40)}com`,
];

const failing: readonly ProviderBehaviour[] = ['busy', 'refuse', 'unauthorised', 'unreachable', 'lose'];

export const safetyLaws: readonly DispatcherLaw[] = [
  {
    law: 'an e-mail address that is not exactly one plain address is refused, and not repeated',
    channel: 'email',
    async check({ dispatcher, delivered }, message) {
      for (const to of hostileAddresses) {
        const error = await failureOf(dispatch(dispatcher, { ...message, to }));
        expect(error.code, JSON.stringify(to)).toBe('SINTONIA_ADDRESS_INVALID');
        if (to.trim().length > 3) expect(told(error)).not.toContain(to);
      }
      expect(await delivered()).toHaveLength(0);
    },
  },
  {
    law: 'a subject with line breaks stays a subject',
    async check({ dispatcher, delivered }, message) {
      const subject = 'Hello\r\nBcc: eve@example.com\r\n\r\nanother body';
      const { text } = message.content;
      await dispatch(dispatcher, { ...message, content: { ...message.content, subject } }).catch(() => {});
      for (const one of await delivered()) {
        expect(one.to).toBe(message.to);
        expect(one.text.trim()).toBe(text);
        expect(one.subject ?? '').not.toMatch(/[\r\n]/);
      }
    },
  },
  {
    law: 'errors hold neither address nor content',
    async check({ dispatcher, behave }, message) {
      const secretive: Message = {
        ...message,
        content: { subject: 'subj-4711', text: 'text-4711', html: '<p>html-4711</p>' },
      };
      for (const behaviour of failing) {
        behave(behaviour);
        const error = await dispatch(dispatcher, { ...secretive, sendKey: behaviour }).catch(
          (reason: unknown) => reason,
        );
        for (const secret of [message.to, 'subj-4711', 'text-4711', 'html-4711']) {
          expect(told(error), behaviour).not.toContain(secret);
        }
      }
    },
  },
];

/** All that a log could make of an error. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack, cause, ...rest } = error;
  return [message, stack, JSON.stringify({ ...rest }), cause === undefined ? '' : told(cause)].join('\n');
}
