import type { ChannelDispatcher, Plugin } from '@sintonia/spec';
import { SmtpDispatcher } from './smtp-dispatcher.js';
import { readSmtpOptions, type SmtpOptions } from './smtp-options.js';

/** What {@link smtp} brings. */
export interface SmtpPlugin extends Plugin {
  readonly dispatchers: readonly [ChannelDispatcher];
  close(): void;
}

/**
 * The channel `email`, over SMTP. Connects with the first message, not before.
 *
 * ```ts
 * createEngine({ plugins: [smtp({ url: 'smtps://user:password@smtp.example.com', from: 'shop@example.com' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function smtp(options: SmtpOptions): SmtpPlugin {
  const dispatcher = new SmtpDispatcher(readSmtpOptions(options));
  return {
    name: 'email-smtp',
    specVersion: 1,
    dispatchers: [dispatcher],
    setup({ clock }) {
      dispatcher.clock = clock;
    },
    close: () => dispatcher.close(),
  };
}
