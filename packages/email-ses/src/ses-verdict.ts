import { type Answer, statusVerdict, type Verdict } from '@sintonia/adapter-kit';

/** A quota of the day comes back bit by bit, but not within seconds. Milliseconds. */
const WAIT_FOR_QUOTA = 60 * 60 * 1000;

/** About the account, the identity or the set-up: no message passes until somebody has mended it. */
const aboutUs = new Set([
  'AccessDeniedException',
  'AccountSuspendedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MailFromDomainNotVerifiedException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  // A configuration set that is not there; there is nothing else of ours that could be missing.
  'NotFoundException',
  'OptInRequired',
  'RequestExpired',
  'SendingPausedException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const slowDown = new Set([
  'LimitExceededException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * What an answer of SES means, by https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. Most refusals are a 400;
 * their names tell them apart.
 *
 * @param sender our address: a refusal for an identity that is not verified is about us where it names us, else about the
 *   recipient, as in the sandbox.
 */
export function sesVerdict(sender: string): (answer: Answer) => Verdict | undefined {
  return ({ status, headers, json }) => {
    const plain = statusVerdict(status);
    const told = headers.get('x-amzn-errortype');
    // Throws where it is no JSON: then the status has to do, and a success becomes unknown.
    const body = told === null || plain === undefined ? objectOf(json()) : quietly(json);
    if (plain === undefined) return typeof body.MessageId === 'string' ? undefined : { failure: 'unknown' };
    const because = nameOf(told ?? body.__type ?? body.code);
    const text = String(body.message ?? body.Message ?? '');
    if (because === undefined) return plain;
    if (slowDown.has(because)) {
      const isDaily = because === 'LimitExceededException' || /daily/i.test(text);
      return { failure: 'rateLimited', because, ...(isDaily && { retryAfterMs: WAIT_FOR_QUOTA }) };
    }
    const isOurs = because === 'MessageRejected' && /not verified/i.test(text) && namesSender(text, sender);
    if (aboutUs.has(because) || isOurs) return { failure: 'unauthorised', because };
    return { ...plain, because };
  };
}

/** `TooManyRequestsException` of `com.amazonaws.sesv2#TooManyRequestsException:http://…`. */
function nameOf(told: unknown): string | undefined {
  return typeof told === 'string' ? /^(?:[\w.]+#)?(\w{1,80})/.exec(told)?.[1] : undefined;
}

/** Whether a list of identities that are not verified holds our address or its domain. */
function namesSender(text: string, sender: string): boolean {
  const named = text.toLowerCase().split(/[\s,;:<>]+/);
  const ours = sender.toLowerCase();
  return named.includes(ours) || named.includes(ours.slice(ours.lastIndexOf('@') + 1));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function quietly(json: Answer['json']): Record<string, unknown> {
  try {
    return objectOf(json());
  } catch {
    return {};
  }
}
