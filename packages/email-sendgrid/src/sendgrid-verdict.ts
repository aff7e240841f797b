import { type Answer, statusVerdict, type Verdict } from '@sintonia/adapter-kit';

/**
 * What an answer of SendGrid's means: the status tells, and the field at fault, such as `personalizations.0.to.0.email`, says why.
 * A sender that may not be used is about the account, not about this message.
 */
export function sendgridVerdict({ status, json }: Answer): Verdict | undefined {
  const plain = statusVerdict(status);
  if (plain === undefined) return undefined;
  // Throws where it is no JSON: then the status has to do.
  const { errors } = json() as { readonly errors?: unknown };
  const { field } = (Array.isArray(errors) ? (errors[0] ?? {}) : {}) as { readonly field?: unknown };
  if (typeof field !== 'string') return plain;
  const isSender = plain.failure === 'rejected' && /^from(?:\.|$)/.test(field);
  return { ...plain, failure: isSender ? 'unauthorised' : plain.failure, because: field };
}
