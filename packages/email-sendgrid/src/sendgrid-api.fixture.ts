import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import { type ApiAnswer, type ApiRequest, reply } from '../../../tools/servers/mail-api.js';
import { mailProvider } from '../../../tools/servers/mail-provider.js';
import { openApiBodies } from '../../../tools/servers/openapi.js';
import { sendgrid } from './sendgrid.js';
import type { SendgridEmail } from './sendgrid-email.js';
import type { SendgridOptions } from './sendgrid-options.js';
import { publicKey } from './webhooks.fixture.js';

/** Undefined where SendGrid's official description does not lie beside the project. */
export const officialBodies = openApiBodies('sendgrid-mail.json');

export function sendgridFor(url: string, changes: Partial<SendgridOptions> = {}) {
  const options = { apiKey: 'SG.hunter-2', from: 'shop@example.com', webhookKey: publicKey, url, ...changes };
  return sendgrid(options).dispatchers[0];
}

const errors = (field: string | null) => ({ errors: [{ message: 'ana@example.com is wrong', field, help: null }] });

const failures: Partial<Record<ProviderBehaviour, ApiAnswer>> = {
  busy: reply(503, '', { 'retry-after': '0' }),
  refuse: reply(400, errors('personalizations.0.to.0.email')),
  unauthorised: reply(401, errors(null)),
};

/** A pretended SendGrid that checks each request by the official description. */
export async function fakeSendgrid() {
  const delivered: Delivered[] = [];
  const mistakes: string[] = [];

  function take({ path, body }: ApiRequest): ApiAnswer {
    mistakes.push(...(officialBodies?.(path)(body) ?? []));
    const { personalizations, subject, content } = body as SendgridEmail;
    const part = (wanted: string) => content.find(({ type }) => type === wanted)?.value;
    const html = part('text/html');
    const to = personalizations[0].to[0].email;
    delivered.push({ to, subject, text: part('text/plain') ?? '', ...(html !== undefined && { html }) });
    return reply(202, '', { 'x-message-id': `id-${delivered.length}` });
  }

  const provider = await mailProvider(failures, take);
  return {
    ...provider,
    dispatcher: sendgridFor(provider.url, { fetch: provider.fetch }),
    delivered: () => delivered,
    mistakes,
  };
}
