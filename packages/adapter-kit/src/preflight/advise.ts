import type { CheckStatus, InLanguages } from './finding.js';

/** How grave something is, what it means, and what to do. `{words}` stand for details. */
export interface Advice {
  readonly status: CheckStatus;
  readonly says: InLanguages;
  readonly todo: InLanguages;
}

/** Nothing to do. */
export function fine(en: string, es: string): Advice {
  return { status: 'pass', says: { en, es }, todo: { en: '', es: '' } };
}

function about(status: Exclude<CheckStatus, 'pass'>) {
  return (...[en, todoEn, es, todoEs]: readonly [string, string, string, string]): Advice => ({
    status,
    says: { en, es },
    todo: { en: todoEn, es: todoEs },
  });
}

export const fails = about('fail');
export const warns = about('warn');
export const unknown = about('unknown');
