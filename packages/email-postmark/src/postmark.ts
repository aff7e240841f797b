import type { SenderDns } from '@sintonia/adapter-kit/preflight';
import type { Plugin } from '@sintonia/spec';
import { PostmarkDispatcher } from './postmark-dispatcher.js';
import { type PostmarkOptions, readPostmarkOptions } from './postmark-options.js';

/** What {@link postmark} brings. */
export interface PostmarkPlugin extends Plugin {
  readonly dispatchers: readonly [PostmarkDispatcher];
}

/**
 * The channel `email`, by Postmark.
 *
 * ```ts
 * createEngine({ plugins: [postmark({ serverToken: '…', from: 'shop@example.com', webhook: { user: '…', password: '…' } })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function postmark(options: PostmarkOptions): PostmarkPlugin {
  const dispatcher = new PostmarkDispatcher(readPostmarkOptions(options));
  return { name: dispatcher.name, specVersion: 1, dispatchers: [dispatcher] };
}

/**
 * What Postmark wants of your domain, for `preflight`. Add `dkimSelectors`, which it makes for each domain: `20260101000000pm`.
 * https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain
 */
export const senderDns: SenderDns = { returnPath: 'pm-bounces' };
