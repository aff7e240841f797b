import { SintoniaError } from '@sintonia/spec';

/** SINTONIA_OPTION_INVALID: `field` must be what `must` says. */
export const invalidOption = (field: string, must: string): SintoniaError =>
  new SintoniaError('OPTION_INVALID', `${field} must be ${must}.`, { field });
