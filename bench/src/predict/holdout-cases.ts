import { DAY } from '@sintonia/spec';
import { besidePeer, type Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { grouped } from './grouped.js';
import { type Holdout, holdOut, type Outcome } from './holdout.js';
import { completeJourney, onlineRetail, readCompleteJourney, readOnlineRetail } from './read-orders.js';

const BINS = 5;
const DECILES = 10;
/** Random order gives every tenth of the buyers a tenth of the revenue. */
const RANDOM_SHARE = 1 / DECILES;

const sum = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number) =>
  outcomes.reduce((total, outcome) => total + of(outcome), 0);

/** Fifths of the buyers by frequency, rarest first; equal frequencies never part. Each has hundreds, so that chance has no say. */
function byFrequency(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const sorted = outcomes.toSorted((a, b) => a.frequency - b.frequency);
  const binOf = (frequency: number) => {
    const first = sorted.findIndex((each) => each.frequency === frequency);
    const last = sorted.findLastIndex((each) => each.frequency === frequency);
    return Math.floor((((first + last) / 2) * BINS) / sorted.length);
  };
  const bins = [...grouped(sorted, ({ frequency }) => binOf(frequency)).values()];
  return new Map(bins.map((bin) => [`${bin[0]?.frequency}-${bin.at(-1)?.frequency} repeats`, bin]));
}

function topShare(outcomes: readonly Outcome[], score: (outcome: Outcome) => number): number {
  const best = outcomes.toSorted((a, b) => score(b) - score(a)).slice(0, Math.round(outcomes.length / DECILES));
  return sum(best, ({ revenue }) => revenue) / sum(outcomes, ({ revenue }) => revenue);
}

function figuresOf(name: string, { outcomes, fit, refit }: Holdout): readonly Figure[] {
  const figure = (metric: string, value: number, unit: string): Figure => ({ case: name, metric, value, unit });
  const ratio = (some: readonly Outcome[]) =>
    sum(some, ({ expected }) => expected) / sum(some, ({ observed }) => observed);
  const bins = [...byFrequency(outcomes)].map(([bin, some]) =>
    figure(`expected / observed, ${bin}`, ratio(some), `× (${some.length} people)`),
  );
  const byValue = topShare(outcomes, ({ value }) => value);
  const top = 'revenue of the top decile';
  const drifts = (refit.drift ?? []).map(({ kind, of, value, level }) =>
    figure(`drift flagged: ${level}, ${kind} of ${of}`, value, kind === 'purchases' ? '× expected' : 'index'),
  );
  return [
    figure('buyers', outcomes.length, String(fit.details?.model ?? fit.outcome)),
    figure('expected / observed, all', ratio(outcomes), '×'),
    ...bins,
    besidePeer(
      figure(top, byValue, 'share'),
      'RFM',
      topShare(outcomes, ({ rfm }) => rfm),
    ),
    besidePeer(figure(`${top}, too`, byValue, 'share'), 'random', RANDOM_SHARE),
    besidePeer(
      figure(
        `${top}, at best`,
        topShare(outcomes, ({ revenue }) => revenue),
        'share',
      ),
      'random',
      RANDOM_SHARE,
    ),
    figure('fits', Number(fit.outcome === 'fitted') + Number(refit.outcome === 'fitted'), 'of 2'),
    figure('drifts flagged', drifts.length, 'findings'),
    ...drifts,
  ];
}

const lastDays = (signals: readonly { readonly timestamp: number }[], days: number) =>
  (signals.at(-1)?.timestamp ?? 0) + 1 - days * DAY;

export const holdoutCases: readonly BenchCase[] = [
  {
    name: 'retail-holdout',
    about:
      'a gift shop’s last 90 days, which are Christmas: what was expected, what came, whether the drift is flagged',
    reads: [onlineRetail],
    async run() {
      const signals = readOnlineRetail();
      return figuresOf('retail-holdout/90 days', await holdOut(signals, lastDays(signals, 90)));
    },
  },
  {
    name: 'grocery-holdout',
    about: 'the second half, and the last quarter, of a year in a supermarket: expected purchases by frequency',
    reads: [completeJourney],
    async run() {
      const signals = readCompleteJourney();
      const half = await holdOut(signals, lastDays(signals, 182));
      const quarter = await holdOut(signals, lastDays(signals, 91));
      return [...figuresOf('grocery-holdout/182 days', half), ...figuresOf('grocery-holdout/91 days', quarter)];
    },
  },
];
