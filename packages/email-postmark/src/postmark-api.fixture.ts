import type { Message } from '@sintonia/spec';
import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import {
  type ApiAnswer,
  type ApiRequest,
  mailApi,
  nobodyThere,
  reply,
  reset,
  silence,
} from '../../../tools/servers/mail-api.js';
import { postmark } from './postmark.js';
import type { PostmarkEmail } from './postmark-email.js';
import type { PostmarkOptions } from './postmark-options.js';

export const login = { user: 'postmark', password: 'hunter-2-hunter-2' };

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

export function postmarkFor(url: string, changes: Partial<PostmarkOptions> = {}) {
  const options = { serverToken: 'hunter-2-token', from: 'shop@example.com', webhook: login, url, ...changes };
  return postmark(options).dispatchers[0];
}

const failures: Partial<Record<ProviderBehaviour, ApiAnswer>> = {
  busy: reply(503, '', { 'retry-after': '0' }),
  refuse: reply(422, { ErrorCode: 406, Message: 'ana@example.com is inactive' }),
  unauthorised: reply(401, { ErrorCode: 10, Message: 'No Account or Server API tokens were supplied' }),
};

/** A pretended Postmark. */
export async function fakePostmark() {
  const delivered: Delivered[] = [];
  let behaviour: ProviderBehaviour = 'accept';

  function take({ body }: ApiRequest): ApiAnswer {
    const emails = (Array.isArray(body) ? body : [body]) as readonly PostmarkEmail[];
    const words = emails.map(({ To, Subject, TextBody = '', HtmlBody }) => {
      delivered.push({ to: To, subject: Subject, text: TextBody, ...(HtmlBody !== undefined && { html: HtmlBody }) });
      return {
        To,
        SubmittedAt: '2026-11-22T08:00:00Z',
        MessageID: `id-${delivered.length}`,
        ErrorCode: 0,
        Message: 'OK',
      };
    });
    return reply(200, Array.isArray(body) ? words : words[0]);
  }

  const api = await mailApi((request) => {
    const failure = failures[behaviour];
    if (failure !== undefined) return failure;
    const answer = take(request);
    if (behaviour === 'lose') return reset;
    return behaviour === 'hang' ? silence : answer;
  });
  const post: typeof fetch = (...call) => (behaviour === 'unreachable' ? nobodyThere(...call) : fetch(...call));
  return {
    ...api,
    dispatcher: postmarkFor(api.url, { fetch: post }),
    delivered: () => delivered,
    behave(next: ProviderBehaviour) {
      behaviour = next;
    },
  };
}
