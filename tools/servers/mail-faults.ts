import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChannelDispatcher, Message } from '../../packages/spec/src/index.js';
import { isSintoniaError } from '../../packages/spec/src/index.js';
import { type ApiAnswer, endless, mailApi, nobodyThere, silence } from './mail-api.js';
import { type Behaviour, behaviours, checkPublished } from './mail-behaviours.js';
import { testMessage } from './mail-message.js';

/** What an API does with the first request, the second …, the last one with all further ones; none: nobody is there. */
export type Answers = readonly ApiAnswer[];

/** What comes of answers: `accepted`, or a code without `SINTONIA_DELIVERY_`, and after how many requests. */
export type Outcome = readonly [answers: Answers, word: string, requests: number];

/** A row of a table of what one provider only does. */
export type Fault = readonly [what: string, ...Outcome];

export interface FaultTables {
  /** As the guide calls it. */
  readonly adapter: string;
  readonly common: Readonly<Record<Behaviour, Outcome>>;
  readonly own: readonly Fault[];
}

export interface DispatcherForTests {
  readonly url: string;
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
}

/** Long enough for a busy machine to answer at once, and short where an answer never comes. Milliseconds. */
const PATIENCE = { answered: 10_000, hanging: 700 };

/** What becomes of a message at an API that behaves like this. */
async function outcomeAt(
  answers: Answers,
  dispatcherFor: (options: DispatcherForTests) => ChannelDispatcher,
  message: Message,
): Promise<{ readonly word: string; readonly requests: number; readonly told: string; readonly keys: number }> {
  const api = await mailApi((_request, count) => (answers[count - 1] ?? answers.at(-1)) as ApiAnswer);
  try {
    const absent = answers.length === 0 ? { fetch: nobodyThere } : {};
    const hangs = answers.includes(silence) || answers.includes(endless);
    const timeoutMs = hangs ? PATIENCE.hanging : PATIENCE.answered;
    const dispatcher = dispatcherFor({ url: api.url, timeoutMs, ...absent });
    const context = { idempotencyKey: message.sendKey, abort: new AbortController().signal };
    const outcome = await dispatcher.dispatch(message, context).catch((failure: unknown) => failure);
    return {
      word: isSintoniaError(outcome) ? outcome.code.replace('SINTONIA_DELIVERY_', '') : 'accepted',
      requests: api.requests.length,
      told: `${outcome} ${JSON.stringify(outcome)}`,
      keys: new Set(api.requests.map(({ headers }) => headers['idempotency-key'])).size,
    };
  } finally {
    api.close();
  }
}

/** That the guide agrees, and one test a row: the word, the number of requests, all of them under one idempotency key, and no secret in what is told. */
export function checkFaults(
  { adapter, common, own }: FaultTables,
  dispatcherFor: (url: string, options: Omit<DispatcherForTests, 'url'>) => ChannelDispatcher,
): void {
  beforeEach(() => {
    // Repetitions come at once.
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const all = behaviours.map((behaviour): Fault => [behaviour, ...common[behaviour]]);
  const words = all.map(([what, , ...outcome]) => [what, outcome]);
  checkPublished(adapter, Object.fromEntries(words));

  it.each([...all, ...own])('%s', async (_what, answers, word, requests) => {
    const outcome = await outcomeAt(answers, ({ url, ...options }) => dispatcherFor(url, options), testMessage());
    expect([outcome.word, outcome.requests]).toEqual([word, requests]);
    expect(outcome.keys, 'idempotency keys').toBeLessThanOrEqual(1);
    expect(outcome.told).not.toMatch(/hunter|ana@|mugs/);
  });
}
