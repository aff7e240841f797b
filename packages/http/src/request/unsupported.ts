import { SintoniaError } from '@sintonia/spec';

const sentences = {
  404: 'There is nothing at this path.',
  405: 'This path does not take this method.',
  415: 'The body is of a type or encoding that is not taken here.',
};

/** The error of a request for what is not there. `allow`: with 405, the methods that are. */
export function unsupported(status: keyof typeof sentences, allow?: string): SintoniaError {
  const details = { status, ...(allow !== undefined && { allow }) };
  return new SintoniaError('REQUEST_UNSUPPORTED', sentences[status], { details });
}
