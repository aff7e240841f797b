import { relative } from 'node:path';
import { verdictOf } from './honest-words.js';
import type { Results } from './results.js';

/** The short table at the end, for people. */
export function asTable(results: Results): string {
  const { survey, ranking, segmentation, delivery, signals, skipped, seconds, peakRssMb } = results;
  const { personal, popular } = ranking;
  const n = (count: number) => count.toLocaleString('en');
  const share = (figure: number | undefined) => (figure === undefined ? '–' : figure.toFixed(4));
  const rows: [string, string][] = [
    ['collected', `${n(signals)} signals of ${n(survey.people.size)} people about ${n(survey.items.size)} items`],
    ...(skipped > 0 ? [['skipped', `${n(skipped)} lines: ${faults(results)}`] as [string, string]] : []),
    [
      'segments',
      Object.entries(segmentation.counts)
        .map(([segment, count]) => `${segment} ${n(count)}`)
        .join(', ') || 'none',
    ],
    ['recall@10', `${share(personal?.recall10)} personal, ${share(popular?.recall10)} popularity`],
    ['nDCG@10', `${share(personal?.ndcg10)} personal, ${share(popular?.ndcg10)} popularity`],
    ['', verdictOf(results)],
    [
      'messages',
      `${n(delivery.composed)} composed, ${n(delivery.sent)} sent, ${n(delivery.failed)} failed, ${n(delivery.unknown)} unknown`,
    ],
    ['held', `${n(delivery.held)} people: ${counted(delivery.heldBecause)} (consent is made up)`],
    ['mail log', `${n(delivery.taken)} mails taken, ${n(delivery.takenTwice)} of them twice`],
    ['took', `${seconds} s, at most ${n(peakRssMb)} MB`],
    ['report', shortest(results.report)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
}

function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

function faults({ survey, skipped }: Results): string {
  const { total, faults } = survey.skipped;
  const known = faults.map(({ why, count, lines }) => {
    const named = lines.slice(0, 3).join(', ');
    return `${count.toLocaleString('en')} ${why} (line ${named}${count > 3 ? ', …' : ''})`;
  });
  return [...known, ...(skipped > total ? [`${skipped - total} refused by the engine`] : [])].join('; ');
}

function counted(counts: Readonly<Record<string, number>>): string {
  return (
    Object.entries(counts)
      .map(([word, count]) => `${word} ${count.toLocaleString('en')}`)
      .join(', ') || 'nobody'
  );
}
