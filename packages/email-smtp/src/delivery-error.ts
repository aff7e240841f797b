import { redactText } from '@sintonia/adapter-kit';
import { type ErrorName, type JsonValue, SintoniaError } from '@sintonia/spec';

/** What nodemailer tells about a failure. Nothing of it is trusted to be there. */
interface SmtpFailure {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
}

const aboutTheMessage = ['MAIL FROM', 'RCPT TO', 'DATA'];
const wantsAuthentication = [530, 534, 535, 538];

/**
 * What a failure means for the message.
 *
 * A reply of the server is a word to rely on: it did not accept. Without one, all depends on whether the server has been
 * given any of the content; nodemailer reports a lost connection alike in both cases, so the caller has to know.
 */
export function deliveryError(failure: unknown, contentBegan: boolean): SintoniaError {
  const { code, command, response, responseCode } = (
    typeof failure === 'object' && failure !== null ? failure : {}
  ) as SmtpFailure;
  const reply =
    typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600 ? responseCode : undefined;
  const [name, message] = meaning(code, command, reply, contentBegan);
  const details: Record<string, JsonValue> = {};
  if (typeof code === 'string') details.code = code;
  if (typeof command === 'string') details.command = command;
  if (reply !== undefined) details.reply = reply;
  if (reply !== undefined && typeof response === 'string') details.answer = redactText(response.slice(0, 300));
  // The failure itself stays out: it carries the address and, in debuggers, the message.
  return new SintoniaError(name, message, { details });
}

function meaning(
  code: unknown,
  command: unknown,
  reply: number | undefined,
  contentBegan: boolean,
): [name: ErrorName, message: string] {
  const refused =
    code === 'EAUTH' || code === 'ENOAUTH' || (reply !== undefined && wantsAuthentication.includes(reply));
  if (refused && (reply === undefined || reply >= 500)) {
    return ['DELIVERY_UNAUTHORISED', 'The SMTP server refused our credentials.'];
  }
  if (reply !== undefined) {
    // 503 is about the order of commands, not about this message; the next connection may do better.
    const final = reply >= 500 && reply !== 503 && aboutTheMessage.includes(String(command));
    return final
      ? ['DELIVERY_REJECTED', `The SMTP server refused the message with ${reply}.`]
      : ['DELIVERY_TRANSIENT', `The SMTP server answered ${reply}.`];
  }
  if (contentBegan) {
    return [
      'DELIVERY_UNKNOWN',
      'The SMTP server was given content of the message and did not say whether it accepted it.',
    ];
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    return ['DELIVERY_REJECTED', 'The message does not fit what the SMTP server takes.'];
  }
  return ['DELIVERY_TRANSIENT', 'The SMTP server could not be given the message.'];
}
