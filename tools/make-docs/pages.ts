import { errorsPage } from './errors-page.js';

/** The documents that are made from code or measurements, by their path. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
};
