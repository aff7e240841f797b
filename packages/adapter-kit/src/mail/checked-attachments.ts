import { type Attachment, SintoniaError } from '@sintonia/spec';

const MOST = 50;
const LONGEST_NAME = 200;
const mediaType = /^[a-z\d][\w!#$&^.+-]{0,126}\/[a-z\d][\w!#$&^.+-]{0,126}$/i;
const token = /^[\w.@+-]{1,200}$/;
// Without groups: a repeated group runs out of stack on a few megabytes.
const base64 = /^[A-Za-z\d+/]*={0,2}$/;

/** @throws SINTONIA_DELIVERY_REJECTED that names the part which can't stand in a mail. */
export function checkedAttachments(attachments: readonly Attachment[]): readonly Attachment[] {
  if (attachments.length > MOST) throw unfit('attachments', `must be at most ${MOST}`);
  attachments.forEach(({ name, contentType, content, contentId }, index) => {
    const field = `attachments[${index}]`;
    // A name is no path: who saves it must not find it elsewhere.
    if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME || /[\p{Cc}/\\"]/u.test(name)) {
      throw unfit(`${field}.name`, 'must be a plain file name');
    }
    if (!mediaType.test(contentType))
      throw unfit(`${field}.contentType`, 'must be a media type such as application/pdf');
    if (typeof content !== 'string' || content.length % 4 !== 0 || !base64.test(content))
      throw unfit(`${field}.content`, 'must be base64');
    if (contentId !== undefined && !token.test(contentId)) throw unfit(`${field}.contentId`, 'must be a plain id');
  });
  return attachments;
}

function unfit(field: string, must: string): SintoniaError {
  return new SintoniaError('DELIVERY_REJECTED', `${field} ${must}.`, { field });
}
