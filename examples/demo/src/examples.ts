import type { Example } from './campaign.js';
import type { Run } from './run-state.js';

/** Of each language so many messages are kept for the report: picked for the person, and from the holdout. */
const KEPT: Readonly<Record<string, number>> = { personal: 2, generic: 1 };

/** Keeps the first few messages of each kind. Noted at once, because after a restart they are not composed again. */
export function keepExamples(run: Run): (example: Example) => void {
  return (example) => {
    const { examples } = run.state;
    const alike = examples.filter(({ locale, variant }) => locale === example.locale && variant === example.variant);
    if (alike.length < (KEPT[example.variant] ?? 0)) run.save({ examples: [...examples, example] });
  };
}
