import { createEngine } from '@sintonia/core';
import { type ReliabilityPlot, type ReportLanguage, segmentQualityPage } from '@sintonia/report';
import { bandGrid, propensity, rfm, type SegmentQuality, segmentQuality, surveySegments } from '@sintonia/segmenters';
import { DAY, type Engine } from '@sintonia/spec';
import { madeUpConsent } from './made-up-consent.js';
import type { Order } from './order.js';

interface ReportOptions {
  readonly language?: ReportLanguage;
  /** The first survey is so many days before the last order. Default: 90. */
  readonly daysBetween?: number;
}

const ordersAgain = propensity({
  ...{ goal: { performed: 'Order Completed' }, within: '30d', recipe: 'logistic' },
  signals: ['Order Completed', 'Order Refunded'],
});

/**
 * Segments customers twice, some time apart, and grades the segments: as data and as a page. The page also shows whether as many
 * customers ordered in the last 30 days as a model of the time before had promised.
 */
export async function segmentsReport(orders: readonly Order[], options: ReportOptions = {}) {
  const { language = 'en', daysBetween = 90 } = options;
  const last = (orders.at(-1)?.at ?? 0) + 1;
  let now = last - daysBetween * DAY;
  const engine = await createEngine({
    plugins: [rfm({ currency: 'GBP' }), ordersAgain],
    clock: { now: () => now },
    fitting: 'manual',
  });
  try {
    const [earlier, later] = [orders.filter(({ at }) => at < now), orders.filter(({ at }) => at >= now)];
    const before = (await surveyAfter(engine, earlier, earlier)).survey;
    now = last;
    const { survey: after, ...promised } = await surveyAfter(engine, later, orders);
    const quality = segmentQuality({ before, after });
    const grid = bandGrid(after, 'recency', 'frequency');
    const page = segmentQualityPage(quality, {
      language,
      grid,
      ...promised,
      ...texts(language, quality, last, daysBetween),
    });
    return { quality, page, ...promised };
  } finally {
    await engine.close();
  }
}

/** Tells the engine what is new, has it learn, and asks about everybody so far. */
async function surveyAfter(engine: Engine, news: readonly Order[], soFar: readonly Order[]) {
  for (const customer of new Set(news.map((order) => order.customer))) await introduce(engine, customer);
  for (let start = 0; start < news.length; start += 1_000) {
    await engine.collect(news.slice(start, start + 1_000).map(signalOf));
  }
  const { propensity: orderAgain } = await engine.fit();
  const bins = orderAgain?.details?.reliability as ReliabilityPlot['bins'] | undefined;
  const customers = new Set(soFar.map(({ customer }) => customer));
  const people = [...customers].map((userId) => ({ userId }));
  const survey = await surveySegments(engine, { people, segmenter: 'rfm' });
  return { survey, ...(bins && { reliability: bins }) };
}

async function introduce(engine: Engine, userId: string) {
  const { email, agrees } = madeUpConsent(userId);
  if (email !== undefined) await engine.identify({ userId, traits: { email } });
  if (agrees) await engine.privacy.grant({ userId, purposes: ['marketing'], source: 'made up' });
}

const signalOf = ({ id, customer, at, value }: Order) => ({
  id,
  type: value < 0 ? 'Order Refunded' : 'Order Completed',
  userId: customer,
  value: Math.abs(value),
  timestamp: at,
  properties: { orderId: id },
});

function texts(language: ReportLanguage, { people }: SegmentQuality, last: number, days: number) {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const [from, to] = [day(last - days * DAY), day(last)];
  const count = people.now.toLocaleString(language);
  return language === 'es'
    ? {
        title: '¿Se sostienen estos segmentos?',
        summary: `RFM de ${count} clientes, el ${from} y el ${to}.`,
        footer: 'Las compras son reales; quién tiene dirección y quién está de acuerdo es inventado.',
      }
    : {
        title: 'Do these segments hold?',
        summary: `RFM of ${count} customers, on ${from} and on ${to}.`,
        footer: 'Orders are real; who has an address and who agrees is made up.',
      };
}
