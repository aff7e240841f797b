import { readFileSync } from 'node:fs';
import { DAY, type Signal } from '@sintonia/spec';

const FILE = new URL('../../../../../shared/data/reviews-alexa/amazon_alexa.tsv', import.meta.url);

/** 3,150 dated reviews of Alexa devices, half of them of one day: each by somebody else. undefined where the data is absent. */
export function alexaReviews(): readonly Signal[] | undefined {
  let lines: readonly string[];
  try {
    lines = readFileSync(FILE, 'utf8').trim().split('\n').slice(1);
  } catch {
    return undefined;
  }
  return lines.map((line, at) => {
    const [, date = '', variation = '', text = '', feedback] = line.split('\t');
    const noon = Date.parse(`${date} UTC`) + DAY / 2;
    // 1 where the customer was content.
    return { ...review(`alexa-${at}`, `reader-${at}`, noon, text, variation.trim()), value: Number(feedback) };
  });
}

export function review(id: string, person: string, timestamp: number, text: string, itemId?: string): Signal {
  const about = itemId === undefined ? {} : { itemId };
  return { id, type: 'Product Reviewed', person, timestamp, receivedAt: timestamp, properties: { text }, ...about };
}
