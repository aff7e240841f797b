import type { Grade, ReportLanguage } from '../report.js';

/** The words that a page adds of its own. */
export interface Words {
  readonly data: string;
  readonly category: string;
  readonly from: string;
  readonly to: string;
  readonly people: string;
  readonly predicted: string;
  readonly observed: string;
  readonly perfect: string;
  readonly grades: Readonly<Record<Grade, string>>;
}

export const words: Readonly<Record<ReportLanguage, Words>> = {
  en: {
    data: 'The data of this plot',
    category: 'Name',
    from: 'From',
    to: 'To',
    people: 'People',
    predicted: 'Predicted',
    observed: 'Observed',
    perfect: 'perfect',
    grades: { good: 'good', fair: 'fair', poor: 'poor', unknown: 'not known' },
  },
  es: {
    data: 'Los datos de este gráfico',
    category: 'Nombre',
    from: 'De',
    to: 'A',
    people: 'Personas',
    predicted: 'Previsto',
    observed: 'Observado',
    perfect: 'perfecto',
    grades: { good: 'bien', fair: 'regular', poor: 'mal', unknown: 'sin datos' },
  },
};
