import type { SenderDns } from '@sintonia/adapter-kit/preflight';
import type { Plugin } from '@sintonia/spec';
import { SesDispatcher } from './ses-dispatcher.js';
import { readSesOptions, type SesOptions } from './ses-options.js';

/** What {@link ses} brings. */
export interface SesPlugin extends Plugin {
  readonly dispatchers: readonly [SesDispatcher];
}

/**
 * The channel `email`, by Amazon SES.
 *
 * ```ts
 * createEngine({ plugins: [ses({ region: 'eu-west-1', credentials, from: 'shop@example.com', topicArn: 'arn:aws:sns:…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function ses(options: SesOptions): SesPlugin {
  const dispatcher = new SesDispatcher(readSesOptions(options));
  return {
    name: dispatcher.name,
    specVersion: 1,
    dispatchers: [dispatcher],
    setup({ clock }) {
      dispatcher.clock = clock;
    },
  };
}

/**
 * What SES wants of your domain, for `preflight`. Add the three `dkimSelectors` that it makes for each domain (Easy DKIM), and
 * your custom MAIL FROM domain as `returnPath`. https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
export const senderDns: SenderDns = { spfInclude: 'amazonses.com' };
