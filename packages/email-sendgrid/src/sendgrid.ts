import type { SenderDns } from '@sintonia/adapter-kit/preflight';
import type { Plugin } from '@sintonia/spec';
import { SendgridDispatcher } from './sendgrid-dispatcher.js';
import { readSendgridOptions, type SendgridOptions } from './sendgrid-options.js';

/** What {@link sendgrid} brings. */
export interface SendgridPlugin extends Plugin {
  readonly dispatchers: readonly [SendgridDispatcher];
}

/**
 * The channel `email`, by SendGrid.
 *
 * ```ts
 * createEngine({ plugins: [sendgrid({ apiKey: 'SG.…', from: 'shop@example.com', webhookKey: 'MFkw…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function sendgrid(options: SendgridOptions): SendgridPlugin {
  const dispatcher = new SendgridDispatcher(readSendgridOptions(options));
  return { name: dispatcher.name, specVersion: 1, dispatchers: [dispatcher] };
}

/**
 * What SendGrid wants of your domain, for `preflight`. Add `returnPath`, which it makes for each domain: `em1234`.
 * https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication
 */
export const senderDns: SenderDns = { dkimSelectors: ['s1', 's2'] };
