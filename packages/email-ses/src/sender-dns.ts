import type { SenderDns } from '@sintonia/adapter-kit/preflight';

/**
 * What SES wants of your domain, for `preflight`. Add the three `dkimSelectors` that it makes for each domain (Easy DKIM), and
 * your custom MAIL FROM domain as `returnPath`. https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
export const senderDns: SenderDns = { spfInclude: 'amazonses.com' };
