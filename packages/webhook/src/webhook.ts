import type { Plugin } from '@sintonia/spec';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { readWebhookOptions, type WebhookOptions } from './webhook-options.js';

/** What {@link webhook} brings. */
export interface WebhookPlugin extends Plugin {
  readonly dispatchers: readonly [WebhookDispatcher];
}

/**
 * A channel of any name, by posts that are signed by Standard Webhooks. Several of them serve several channels.
 *
 * ```ts
 * createEngine({ plugins: [webhook({ channel: 'push', url: 'https://push.example.com/send', secret: 'whsec_…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function webhook(options: WebhookOptions): WebhookPlugin {
  const settings = readWebhookOptions(options);
  const dispatcher = new WebhookDispatcher(settings);
  return {
    name: dispatcher.name,
    specVersion: 1,
    dispatchers: [dispatcher],
    setup({ clock }) {
      dispatcher.clock = clock;
    },
    ...(settings.erasure && { erase: (person) => dispatcher.tellErased(person) }),
    async export() {
      return { readable: false, because: 'Messages are posted and not kept. What the receiver keeps is known there.' };
    },
  };
}
