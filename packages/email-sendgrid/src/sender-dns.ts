import type { SenderDns } from '@sintonia/adapter-kit/preflight';

/**
 * What SendGrid wants of your domain, for `preflight`. Add `returnPath`, which it makes for each domain: `em1234`.
 * https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication
 */
export const senderDns: SenderDns = { dkimSelectors: ['s1', 's2'] };
