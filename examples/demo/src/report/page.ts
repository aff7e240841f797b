import { type Block, type Html, html, reportPage, type Section } from '@sintonia/report';
import { honestWords } from '../honest-words.js';
import type { Results } from '../results.js';
import { count } from './count.js';
import { exampleMessages } from './example-messages.js';
import { mailStyle } from './mail-style.js';
import { rankingPlot } from './ranking-plot.js';
import { recencyByFrequency, segmentBars } from './segment-plots.js';

/** The report as one self-contained HTML document. */
export function page(results: Results): string {
  const { dataset, survey, signals, delivery, seconds, peakRssMb, resumed } = results;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const what = survey.types.size === 1 ? 'purchases' : 'signals';
  return reportPage({
    title: `From ${count(signals)} ${what} to ${count(delivery.sent)} e-mails`,
    summary: `${dataset.name}, ${day(survey.firstAt)} to ${day(survey.lastAt)}. Every number on this page comes from this run.`,
    sections: [
      overview(results),
      funnel(results),
      segments(results),
      ranking(results),
      ...examples(results),
      ...findings(results),
      madeUp(results),
    ],
    style: mailStyle,
    footer: `${count(seconds)} seconds, at most ${count(peakRssMb)} MB of memory${resumed ? ', resumed after an interruption' : ''}.`,
  });
}

const text = (...words: readonly string[]): Block => ({ block: 'text', text: words.filter(Boolean).join(' ') });

function overview({ survey, signals, skipped, delivery, seconds }: Results): Section {
  const figures: readonly [string, number][] = [
    ['signals collected', signals],
    ['people', survey.people.size],
    ['items', survey.items.size],
    ['e-mails sent', delivery.sent],
    ['lines skipped', skipped],
  ];
  const tiles = figures.map(([name, value]) => ({ name, value, format: 'whole' as const }));
  return {
    heading: 'In a few figures',
    blocks: [
      { block: 'tiles', tiles: [...tiles, { name: 'seconds', value: seconds }] },
      ...skippedLines(survey.skipped.faults),
    ],
  };
}

function skippedLines(faults: Results['survey']['skipped']['faults']): Html[] {
  if (faults.length === 0) return [];
  const entries = faults.map(
    ({ why, count: times, lines }) =>
      html`<li>${count(times)} × ${why}: line ${lines.join(', ')}${times > lines.length ? ', …' : ''}</li>`,
  );
  return [
    html`<details><summary>What was skipped</summary><ul>${entries}</ul><p>All of their numbers are in <code>skipped.tsv</code> beside this page.</p></details>`,
  ];
}

function funnel({ survey, signals, consenting, delivery, limit }: Results): Section {
  const { composed, personal, generic, sent, failed, unknown, taken, takenTwice } = delivery;
  const steps: readonly [string, number][] = [
    ['people', survey.people.size],
    ['agree to e-mail', consenting],
    ['got a message composed', composed],
    ['were sent it', sent],
  ];
  return {
    heading: 'From a purchase to an e-mail',
    blocks: [
      {
        block: 'bars',
        title: 'How many were left at each step',
        description: `${count(signals)} signals; who agrees is made up, see below; ${count(personal)} personal messages, ${count(generic)} held out; ${count(failed)} failed, ${count(unknown)} unknown.`,
        categories: steps.map(([name]) => name),
        series: [{ name: 'people', values: steps.map(([, people]) => people) }],
        format: 'whole',
      },
      ...(limit < consenting ? [text(`The run was told to write to ${count(limit)} people at most.`)] : []),
      text(
        `The mail server’s own log has ${count(taken)} mails, ${takenTwice === 0 ? 'none' : count(takenTwice)} of them twice.`,
        unknown === 0
          ? ''
          : 'Messages that a killed process had in its hands are unknown: the mail server may have taken them, so they are not sent again.',
        'Whoever is held out gets the generic version, so that one day it can be measured what the personal one is worth.',
      ),
    ],
  };
}

function segments({ dataset, segmentation }: Results): Section {
  if (Object.keys(segmentation.counts).length === 0) {
    return { heading: 'Segments', blocks: [text('Too few buyers, or too much alike, to tell groups apart.')] };
  }
  return {
    heading: 'Who these people are',
    blocks: [
      text(
        'Recency, frequency and monetary value, each in bands of the same size as far as the data allows.',
        dataset.columns.value === undefined
          ? 'No column with values was named, so monetary value tells nobody apart.'
          : '',
      ),
      segmentBars(segmentation),
      recencyByFrequency(segmentation.grid),
    ],
  };
}

function ranking(results: Results): Section {
  return {
    heading: 'Would the lists have been right?',
    blocks: [rankingPlot(results.ranking), ...honestWords(results).map((words) => text(words))],
  };
}

function examples({ examples: kept }: Results): Section[] {
  if (kept.length === 0) return [];
  const words = 'Messages as they went out, and why each item was picked. Names and addresses are made up.';
  return [{ heading: 'What people read', blocks: [text(words), exampleMessages(kept)] }];
}

function findings({ findings: found }: Results): Section[] {
  if (found.length === 0) return [];
  const entries = found.map(({ severity, advice }) => `${severity}: ${advice}`);
  return [{ heading: 'What the engine says about itself', blocks: [{ block: 'list', entries }] }];
}

function madeUp({ dataset }: Results): Section {
  return {
    heading: 'What is made up',
    blocks: [
      text(
        `Purchases, customers’ ids, products and dates are in the data (${dataset.name}). Not in the data, and derived from a hash of`,
        'the customer’s id, always the same way: who agrees to marketing e-mail (about 70%), the language (about a third Spanish), first',
        'names and addresses (all at example.com). The e-mails went to a mail server on this machine and no further. The engine’s clock',
        'stands at the last moment of the data, so that “lately” means something.',
      ),
    ],
  };
}
