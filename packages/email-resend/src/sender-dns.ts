import type { SenderDns } from '@sintonia/adapter-kit/preflight';

/** What Resend wants of your domain, for `preflight`. https://resend.com/docs/dashboard/domains/introduction */
export const senderDns: SenderDns = { dkimSelectors: ['resend'], returnPath: 'send', spfInclude: 'amazonses.com' };
