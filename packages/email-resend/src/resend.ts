import type { SenderDns } from '@sintonia/adapter-kit/preflight';
import type { Plugin } from '@sintonia/spec';
import { ResendDispatcher } from './resend-dispatcher.js';
import { type ResendOptions, readResendOptions } from './resend-options.js';

/** What {@link resend} brings. */
export interface ResendPlugin extends Plugin {
  readonly dispatchers: readonly [ResendDispatcher];
}

/**
 * The channel `email`, by Resend.
 *
 * ```ts
 * createEngine({ plugins: [resend({ apiKey: 're_…', from: 'shop@example.com', webhookSecret: 'whsec_…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function resend(options: ResendOptions): ResendPlugin {
  const dispatcher = new ResendDispatcher(readResendOptions(options));
  return { name: dispatcher.name, specVersion: 1, dispatchers: [dispatcher] };
}

/** What Resend wants of your domain, for `preflight`. https://resend.com/docs/dashboard/domains/introduction */
export const senderDns: SenderDns = { dkimSelectors: ['resend'], returnPath: 'send', spfInclude: 'amazonses.com' };
