import { type Mail, mailbox, tagOf } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';

/** The name of the tag by which a report says which message it is about. */
export const SEND_KEY_TAG = 'send_key';

/** An e-mail as https://resend.com/docs/api-reference/emails/send-email wants it. */
export interface ResendEmail {
  readonly from: string;
  readonly to: readonly [string];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly reply_to?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content_type: string;
    readonly content: string;
    readonly content_id?: string;
  }[];
}

export function resendEmail({ sendKey, campaign }: Message, mail: Mail): ResendEmail {
  const { from, to, subject, text, html, replyTo, headers, attachments } = mail;
  const tags = Object.entries({ [SEND_KEY_TAG]: tagOf(sendKey), campaign: tagOf(campaign) });
  return {
    from: mailbox(from),
    to: [to],
    subject,
    text,
    ...(html !== undefined && { html }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
    headers,
    tags: tags.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ name, contentType, content, contentId }) => ({
        filename: name,
        content_type: contentType,
        content,
        ...(contentId !== undefined && { content_id: contentId }),
      })),
    }),
  };
}
