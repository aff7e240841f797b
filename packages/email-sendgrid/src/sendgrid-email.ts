import type { Mail } from '@sintonia/adapter-kit/mail';
import { type Message, SintoniaError } from '@sintonia/spec';
import type { SendgridSettings } from './sendgrid-options.js';

/** The names of the custom arguments that come back in reports, beside SendGrid's own. */
export const SEND_KEY = 'sintonia_send_key';
const CAMPAIGN = 'sintonia_campaign';

interface Address {
  readonly email: string;
  readonly name?: string;
}

interface Switch {
  readonly enable: boolean;
}

/** An e-mail as https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send wants it. */
export interface SendgridEmail {
  readonly personalizations: readonly [
    { readonly to: readonly [Address]; readonly custom_args: Readonly<Record<string, string>> },
  ];
  readonly from: Address;
  readonly reply_to?: Address;
  readonly subject: string;
  readonly content: readonly { readonly type: 'text/plain' | 'text/html'; readonly value: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly content: string;
    readonly filename: string;
    readonly type: string;
    readonly disposition: 'attachment' | 'inline';
    readonly content_id?: string;
  }[];
  readonly tracking_settings: Readonly<Record<string, Switch>>;
  readonly mail_settings?: { readonly sandbox_mode: Switch };
}

/** @throws SINTONIA_DELIVERY_REJECTED for a message without a subject or without a word, which SendGrid does not take. */
export function sendgridEmail(
  { sendKey, campaign }: Message,
  mail: Mail,
  { track, sandbox }: Pick<SendgridSettings, 'track' | 'sandbox'>,
): SendgridEmail {
  const { from, to, subject, text, html = '', replyTo, headers, attachments } = mail;
  if (subject === '') throw missing('subject');
  if (text === '' && html === '') throw missing('text');
  const parts = [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
  ] as const;
  return {
    personalizations: [{ to: [{ email: to }], custom_args: { [SEND_KEY]: sendKey, [CAMPAIGN]: campaign } }],
    from: { email: from.address, ...(from.name !== '' && { name: from.name }) },
    ...(replyTo !== undefined && { reply_to: { email: replyTo } }),
    subject,
    content: parts.filter(({ value }) => value !== ''),
    headers,
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ name, contentType, content, contentId }) => ({
        content,
        filename: name,
        type: contentType,
        disposition: contentId === undefined ? 'attachment' : 'inline',
        ...(contentId !== undefined && { content_id: contentId }),
      })),
    }),
    tracking_settings: {
      open_tracking: { enable: track.opens },
      click_tracking: { enable: track.clicks },
      // The way out is ours.
      subscription_tracking: { enable: false },
    },
    ...(sandbox && { mail_settings: { sandbox_mode: { enable: true } } }),
  };
}

function missing(part: 'subject' | 'text'): SintoniaError {
  const field = `content.${part}`;
  return new SintoniaError('DELIVERY_REJECTED', `SendGrid takes no message whose ${field} is empty.`, { field });
}
