import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import { type ApiAnswer, type ApiRequest, reply } from '../../../tools/servers/mail-api.js';
import { mailProvider } from '../../../tools/servers/mail-provider.js';
import { openApiBodies } from '../../../tools/servers/openapi.js';
import { resend } from './resend.js';
import type { ResendEmail } from './resend-email.js';
import type { ResendOptions } from './resend-options.js';

export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Undefined where Resend's official description does not lie beside the project. */
export const officialBodies = openApiBodies('resend.json');

export function resendFor(url: string, changes: Partial<ResendOptions> = {}) {
  return resend({ apiKey: 're_hunter_2', from: 'shop@example.com', webhookSecret: secret, url, ...changes })
    .dispatchers[0];
}

const failures: Partial<Record<ProviderBehaviour, ApiAnswer>> = {
  busy: reply(503, {}, { 'retry-after': '0' }),
  refuse: reply(422, { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' }),
  unauthorised: reply(403, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' }),
};

/** A pretended Resend that keeps its promise about idempotency keys, and checks each request by the official description. */
export async function fakeResend() {
  const answers = new Map<string, { readonly asked: string; readonly answer: unknown }>();
  const delivered: Delivered[] = [];
  const mistakes: string[] = [];

  function take({ path, headers, body }: ApiRequest): ApiAnswer {
    mistakes.push(...(officialBodies?.(path)(body) ?? []));
    const key = `${path} ${headers['idempotency-key']}`;
    const asked = JSON.stringify(body);
    const known = answers.get(key);
    if (known !== undefined) {
      return known.asked === asked ? reply(200, known.answer) : reply(409, { name: 'invalid_idempotent_request' });
    }
    const emails = (Array.isArray(body) ? body : [body]) as readonly ResendEmail[];
    const ids = emails.map(({ to, subject, text, html }, index) => {
      delivered.push({ to: to[0], subject, text, ...(html !== undefined && { html }) });
      return { id: `id-${answers.size}-${index}` };
    });
    const answer = Array.isArray(body) ? { data: ids } : ids[0];
    answers.set(key, { asked, answer });
    return reply(200, answer);
  }

  const provider = await mailProvider(failures, take);
  return {
    ...provider,
    dispatcher: resendFor(provider.url, { fetch: provider.fetch }),
    delivered: () => delivered,
    mistakes,
  };
}
