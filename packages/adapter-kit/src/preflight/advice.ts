import { type Advice, unknown } from './advise.js';
import { dkimAdvice } from './dkim-advice.js';
import { dmarcAdvice } from './dmarc-advice.js';
import { spfAdvice } from './spf-advice.js';

/** Everything that may be found, and what to do about it. */
export const advice = {
  unanswered: unknown(
    'Nobody answered for {host}.',
    'Try again. If it stays so, ask whoever runs the name servers of {host}.',
    'Nadie respondió por {host}.',
    'Inténtelo de nuevo. Si sigue así, pregunte a quien lleva los servidores de nombres de {host}.',
  ),
  ...spfAdvice,
  ...dkimAdvice,
  ...dmarcAdvice,
} as const satisfies Record<string, Advice>;
