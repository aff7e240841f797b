import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import { type ApiAnswer, type ApiRequest, reply } from '../../../tools/servers/mail-api.js';
import { mailProvider } from '../../../tools/servers/mail-provider.js';
import { postmark } from './postmark.js';
import type { PostmarkEmail } from './postmark-email.js';
import type { PostmarkOptions } from './postmark-options.js';

export const login = { user: 'postmark', password: 'hunter-2-hunter-2' };

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

  const provider = await mailProvider(failures, take);
  return {
    ...provider,
    dispatcher: postmarkFor(provider.url, { fetch: provider.fetch }),
    delivered: () => delivered,
  };
}
