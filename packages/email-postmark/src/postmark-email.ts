import { type Mail, mailbox } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';
import type { PostmarkSettings } from './postmark-options.js';

/** The name of the metadata by which a report says which message it is about. */
export const SEND_KEY = 'send_key';
/** Characters of one value of metadata. */
const LONGEST_METADATA = 80;
const LONGEST_TAG = 1000;

/** An e-mail as https://postmarkapp.com/developer/api/email-api wants it. */
export interface PostmarkEmail {
  readonly From: string;
  readonly To: string;
  readonly ReplyTo?: string;
  readonly Subject: string;
  readonly TextBody?: string;
  readonly HtmlBody?: string;
  readonly Tag: string;
  readonly Metadata: Readonly<Record<string, string>>;
  readonly Headers: readonly { readonly Name: string; readonly Value: string }[];
  readonly TrackOpens: boolean;
  readonly TrackLinks: 'None' | 'HtmlAndText';
  readonly MessageStream: string;
  readonly Attachments: readonly {
    readonly Name: string;
    readonly Content: string;
    readonly ContentType: string;
    readonly ContentID: string | null;
  }[];
}

export function postmarkEmail(
  { sendKey, campaign, purpose }: Message,
  mail: Mail,
  { streams, track }: Pick<PostmarkSettings, 'streams' | 'track'>,
): PostmarkEmail {
  const { from, to, subject, text, html, replyTo, headers, attachments } = mail;
  return {
    From: mailbox(from),
    To: to,
    ...(replyTo !== undefined && { ReplyTo: replyTo }),
    Subject: subject,
    ...(text !== '' && { TextBody: text }),
    ...(html !== undefined && { HtmlBody: html }),
    Tag: campaign.slice(0, LONGEST_TAG),
    Metadata: sendKey.length <= LONGEST_METADATA ? { [SEND_KEY]: sendKey } : {},
    Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    TrackOpens: track.opens,
    TrackLinks: track.clicks ? 'HtmlAndText' : 'None',
    MessageStream: purpose === 'service' ? streams.service : streams.others,
    Attachments: attachments.map(({ name, contentType, content, contentId }) => ({
      Name: name,
      Content: content,
      ContentType: contentType,
      ContentID: contentId === undefined ? null : `cid:${contentId}`,
    })),
  };
}
