import type { NumberFormat, ReportLanguage } from '../report.js';

/** Shown where there is no number. */
export const DASH = '–';

const options: Readonly<Record<NumberFormat, Intl.NumberFormatOptions>> = {
  whole: { maximumFractionDigits: 0, useGrouping: 'always' },
  decimal: { maximumFractionDigits: 3, useGrouping: 'always' },
  percent: { style: 'percent', maximumFractionDigits: 1 },
};

/** A number as the language writes it; a dash for none, NaN and infinity. */
export function numberText(value: number | null, format: NumberFormat = 'decimal', language: ReportLanguage): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  // Three places would leave nothing of a small number.
  const isSmall = format === 'decimal' && Math.abs(value) < 0.1;
  return new Intl.NumberFormat(language, isSmall ? { maximumSignificantDigits: 3 } : options[format]).format(value);
}
