import type { SenderDns } from '@sintonia/adapter-kit/preflight';

/**
 * What Postmark wants of your domain, for `preflight`. Add `dkimSelectors`, which it makes for each domain: `20260101000000pm`.
 * https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain
 */
export const senderDns: SenderDns = { returnPath: 'pm-bounces' };
