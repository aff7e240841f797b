import type { FitContext, Signal } from '@sintonia/spec';
import { attributeOf, categoriesOf } from '../attributes/attribute-values.js';
import type { FitJob } from '../fit-job.js';
import type { Buckets } from './buckets.js';
import { markOf } from './marks.js';
import type { TextReader } from './text-reader.js';
import { TrendLog } from './trend-log.js';
import type { TrendsSettings } from './trends-options.js';

type AttributeValues = ReadonlyMap<string, readonly (readonly [attribute: string, values: readonly string[]])[]>;

/** Streams what people said and did into a log. @throws SINTONIA_ABORTED */
export async function readTrendLog(
  context: FitContext,
  settings: TrendsSettings,
  buckets: Buckets,
  reader: TextReader,
  job: FitJob,
): Promise<TrendLog> {
  const log = new TrendLog();
  const segments = await readSegments(context, settings, job);
  const attributes = await readAttributes(context, settings, job);
  job.progress(0.1);
  for await (const batch of context.interactions()) {
    for (const { person, itemId, weight, timestamp } of batch) {
      const bucket = buckets.at(timestamp);
      if (timestamp > buckets.now) log.future++;
      if (bucket === undefined || !(weight > 0)) continue;
      log.interactions++;
      const mark = markOf(bucket, log.numberOf(person));
      const segment = segments.get(person);
      log.add('item', [itemId], mark, segment);
      for (const [name, values] of attributes.get(itemId) ?? []) log.add('attribute', values, mark, segment, name);
    }
    if (job.pace.due()) await job.pace.rest();
  }
  job.progress(0.3);
  for await (const batch of context.signals()) {
    for (const signal of batch) {
      readText(signal, segments.get(signal.person), log, settings, buckets, reader);
      if (job.pace.due()) await job.pace.rest();
    }
  }
  job.progress(0.7);
  return log;
}

function readText(
  signal: Signal,
  segment: string | undefined,
  log: TrendLog,
  { textOf }: TrendsSettings,
  buckets: Buckets,
  reader: TextReader,
): void {
  const text: unknown = textOf(signal);
  if (typeof text !== 'string' || text === '') return;
  const bucket = buckets.at(signal.timestamp);
  if (signal.timestamp > buckets.now) log.future++;
  if (bucket === undefined) return;
  const { language, terms } = reader.read(text);
  if (terms.size === 0) return;
  log.texts++;
  const person = log.numberOf(signal.person);
  log.add('term', terms.keys(), markOf(bucket, person), segment);
  if (bucket >= buckets.window) return;
  const opinion = reader.opinionOf(text, language);
  log.recent.push({ bucket, person, segment, itemId: signal.itemId, terms, opinion });
}

async function readSegments(
  context: FitContext,
  { segmentOf }: TrendsSettings,
  { pace }: FitJob,
): Promise<ReadonlyMap<string, string>> {
  const segments = new Map<string, string>();
  if (!segmentOf) return segments;
  for await (const batch of context.profiles()) {
    for (const profile of batch) {
      const segment: unknown = segmentOf(profile);
      if (typeof segment === 'string') segments.set(profile.person, segment);
    }
    if (pace.due()) await pace.rest();
  }
  return segments;
}

async function readAttributes(
  context: FitContext,
  { attributes }: TrendsSettings,
  { pace }: FitJob,
): Promise<AttributeValues> {
  const values = new Map<string, (readonly [string, readonly string[]])[]>();
  if (attributes.length === 0) return values;
  for await (const batch of context.items()) {
    for (const item of batch) {
      values.set(
        item.itemId,
        attributes.map((name) => [name, categoriesOf(attributeOf(item, name))]),
      );
    }
    if (pace.due()) await pace.rest();
  }
  return values;
}
