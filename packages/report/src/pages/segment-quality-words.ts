import type { ReportLanguage } from '../report.js';
import type { SegmentCriterion, SegmentVerdict } from './segment-quality.js';

/** The words of the page of segment quality. */
export interface SegmentQualityWords {
  readonly title: string;
  readonly headings: Readonly<Record<'verdicts' | 'size' | 'moves' | 'difference' | 'overlap' | 'reach', string>> &
    Readonly<Record<'bands' | 'reliability', string>>;
  readonly tiles: Readonly<Record<'people' | 'both' | 'segments' | 'sound', string>>;
  readonly criteria: Readonly<Record<SegmentCriterion, string>>;
  readonly asks: Readonly<Record<SegmentCriterion, string>>;
  readonly verdicts: Readonly<Record<SegmentVerdict, string>>;
  readonly columns: Readonly<
    Record<'segment' | 'people' | 'reach' | 'verdict' | 'now' | 'before' | 'jaccard' | 'kept' | 'outcome', string> &
      Record<'mean' | 'others' | 'cohensD' | 'cliffsDelta' | 'anyChannel' | 'explained', string>
  >;
  readonly none: string;
  thresholds(criterion: string, good: string, fair: string, lessIsBetter: boolean): string;
  readonly explain: Readonly<Record<'verdicts' | 'size' | 'moves' | 'difference' | 'overlap' | 'reach', string>> &
    Readonly<Record<'bands' | 'reliability', string>>;
  hidden(pairs: number): string;
  fewer(smallest: number): string;
}

const en: SegmentQualityWords = {
  title: 'Segment quality',
  headings: {
    verdicts: 'Verdicts',
    size: 'How many',
    moves: 'Who went where',
    difference: 'Do they differ in what matters?',
    overlap: 'Are they different people?',
    reach: 'Can they be reached?',
    bands: 'Bands',
    reliability: 'Can the probabilities be trusted?',
  },
  tiles: { people: 'people', both: 'in both surveys', segments: 'segments', sound: 'sound' },
  criteria: {
    relevant: 'Relevant',
    actionable: 'Actionable',
    measurable: 'Measurable',
    stable: 'Stable',
    distinct: 'Distinct',
  },
  asks: {
    relevant: 'do its members differ in the outcomes? The largest |Cliff’s delta|, 0 to 1',
    actionable: 'can its members be reached? The share with an address and consent',
    measurable: 'would an effect be seen? The smallest standardised difference that would be',
    stable: 'is it the same people as before? Members both times, of members at some time (Jaccard)',
    distinct: 'is it not another segment by another name? The largest Jaccard index with another',
  },
  verdicts: { sound: 'sound', doubtful: 'doubtful', unsound: 'unsound', tooFewPeople: 'too few people' },
  columns: {
    segment: 'Segment',
    people: 'People',
    reach: 'Share',
    verdict: 'Verdict',
    now: 'now',
    before: 'before',
    jaccard: 'Same people (Jaccard)',
    kept: 'Kept of those before',
    outcome: 'Outcome',
    mean: 'Mean',
    others: 'Mean of others',
    cohensD: 'Cohen’s d',
    cliffsDelta: 'Cliff’s delta',
    anyChannel: 'any channel',
    explained: 'variance explained (η²)',
  },
  none: '(none)',
  thresholds: (criterion, good, fair, less) =>
    `${criterion}; good ${less ? 'up to' : 'from'} ${good}, fair ${less ? 'up to' : 'from'} ${fair}.`,
  explain: {
    verdicts:
      'Sound: nothing is poor, and at most one thing is not known. Unsound: two or more are poor. A filled circle is good, a half one fair, an empty one poor.',
    size: 'Members of each segment.',
    moves: 'On the left the segment before, on the right the one now, of the people who are in both surveys.',
    difference: 'Members against everybody else. With two surveys: by what came after people were sorted.',
    overlap: 'People in both of two segments, of people in either: 1 is the same people, 0 nobody in common.',
    reach: 'The share of members who have an address and agree.',
    bands: 'People by the bands of two measures; the darker, the more.',
    reliability:
      'Of the people who were given a probability, how many it came true for. On the dashed line it was right.',
  },
  hidden: (pairs) => `${pairs} moves of few people or of nobody are left out.`,
  fewer: (smallest) => `Groups of fewer than ${smallest} people are not told in detail.`,
};

const es: SegmentQualityWords = {
  title: 'Calidad de los segmentos',
  headings: {
    verdicts: 'Veredictos',
    size: 'Cuántos son',
    moves: 'Quién fue adónde',
    difference: '¿Se distinguen en lo que importa?',
    overlap: '¿Son personas distintas?',
    reach: '¿Se les puede contactar?',
    bands: 'Bandas',
    reliability: '¿Son fiables las probabilidades?',
  },
  tiles: { people: 'personas', both: 'en ambos sondeos', segments: 'segmentos', sound: 'sólidos' },
  criteria: {
    relevant: 'Relevante',
    actionable: 'Accionable',
    measurable: 'Medible',
    stable: 'Estable',
    distinct: 'Distinto',
  },
  asks: {
    relevant: '¿difieren sus miembros en los resultados? La mayor |delta de Cliff|, de 0 a 1',
    actionable: '¿se puede contactar a sus miembros? La parte con dirección y consentimiento',
    measurable: '¿se vería un efecto? La menor diferencia estandarizada que se vería',
    stable: '¿son las mismas personas que antes? Miembros ambas veces, de los que lo fueron alguna (Jaccard)',
    distinct: '¿no es otro segmento con otro nombre? El mayor índice de Jaccard con otro',
  },
  verdicts: { sound: 'sólido', doubtful: 'dudoso', unsound: 'no sólido', tooFewPeople: 'muy pocas personas' },
  columns: {
    segment: 'Segmento',
    people: 'Personas',
    reach: 'Parte',
    verdict: 'Veredicto',
    now: 'ahora',
    before: 'antes',
    jaccard: 'Mismas personas (Jaccard)',
    kept: 'Permanecen de los de antes',
    outcome: 'Resultado',
    mean: 'Media',
    others: 'Media de los demás',
    cohensD: 'd de Cohen',
    cliffsDelta: 'Delta de Cliff',
    anyChannel: 'algún canal',
    explained: 'varianza explicada (η²)',
  },
  none: '(ninguno)',
  thresholds: (criterion, good, fair, less) =>
    `${criterion}; bien ${less ? 'hasta' : 'desde'} ${good}, regular ${less ? 'hasta' : 'desde'} ${fair}.`,
  explain: {
    verdicts:
      'Sólido: nada está mal y como mucho falta un dato. No sólido: dos o más están mal. Un círculo lleno es bien, medio es regular, vacío es mal.',
    size: 'Miembros de cada segmento.',
    moves: 'A la izquierda el segmento de antes, a la derecha el de ahora, de quienes están en ambos sondeos.',
    difference: 'Los miembros frente a todos los demás. Con dos sondeos: por lo que vino después de clasificar.',
    overlap: 'Personas en los dos segmentos, de las que están en alguno: 1 son las mismas, 0 nadie en común.',
    reach: 'La parte de los miembros que tiene dirección y está de acuerdo.',
    bands: 'Personas por las bandas de dos medidas; cuanto más oscuro, más.',
    reliability: 'De las personas con cierta probabilidad, para cuántas se cumplió. En la línea discontinua, acertó.',
  },
  hidden: (pairs) => `Se omiten ${pairs} movimientos de pocas personas o de nadie.`,
  fewer: (smallest) => `De los grupos de menos de ${smallest} personas no se dan detalles.`,
};

export const segmentQualityWords: Readonly<Record<ReportLanguage, SegmentQualityWords>> = { en, es };
