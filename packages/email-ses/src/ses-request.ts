import { encodedMailbox, encodedWords, type Mail, tagOf } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';
import type { SesSettings } from './ses-options.js';

/** The name of the tag by which a report says which message it is about. */
export const SEND_KEY_TAG = 'send_key';
/** What SES takes in tags. */
const plain = /^[\w.@-]+$/;

/** The body of `SendEmail` of SES v2, as far as it is ours. */
export function sesRequest(
  { sendKey, campaign }: Message,
  { from, to, replyTo, subject, text, html, headers, attachments }: Mail,
  { configurationSet, feedbackAddress }: Pick<SesSettings, 'configurationSet' | 'feedbackAddress'>,
) {
  const tags = Object.entries({ [SEND_KEY_TAG]: tagOf(sendKey, plain), campaign: tagOf(campaign, plain) });
  return {
    // SES speaks no SMTPUTF8: what isn't ASCII in a name or in headers has to be encoded by us.
    FromEmailAddress: encodedMailbox(from),
    Destination: { ToAddresses: [to] },
    ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
    ...(feedbackAddress !== undefined && { FeedbackForwardingEmailAddress: feedbackAddress }),
    ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
    EmailTags: tags.flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }])),
    Content: {
      Simple: {
        // An encoded word in a subject would be read as what it stands for, and not as somebody wrote it.
        Subject: { Data: subject.includes('=?') ? encodedWords(subject) : subject, Charset: 'UTF-8' },
        Body: {
          Text: { Data: text, Charset: 'UTF-8' },
          ...(html !== undefined && { Html: { Data: html, Charset: 'UTF-8' } }),
        },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        ...(attachments.length > 0 && { Attachments: attachments.map(fileOf) }),
      },
    },
  };
}

function fileOf({ name, contentType, content, contentId }: Mail['attachments'][number]) {
  return {
    FileName: name,
    ContentType: contentType,
    RawContent: content,
    ContentTransferEncoding: 'BASE64' as const,
    ContentDisposition: contentId === undefined ? ('ATTACHMENT' as const) : ('INLINE' as const),
    ...(contentId !== undefined && { ContentId: contentId }),
  };
}
