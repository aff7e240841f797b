import { honestWords } from '../honest-words.js';
import type { Results } from '../results.js';
import { bars } from './bars.js';
import { exampleMessages } from './example-messages.js';
import { heatMap } from './heat-map.js';
import { count, type Html, html, nothing } from './html.js';
import { rankingFigures } from './ranking-figures.js';
import { meaningOf } from './segment-meanings.js';
import { style } from './style.js';

/** The report as one self-contained HTML document. */
export function page(results: Results): string {
  const { dataset, survey } = results;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sintonia: what came of ${dataset.name}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="brand">Sintonia</p>
<h1>From ${count(results.signals)} ${survey.types.size === 1 ? 'purchases' : 'signals'} to ${count(results.delivery.sent)} e-mails</h1>
<p>${dataset.name}, ${day(survey.firstAt)} to ${day(survey.lastAt)}. Every number on this page comes from this run.</p>
</header>
<main>
${overview(results)}
${funnel(results)}
${segments(results)}
${ranking(results)}
${examples(results)}
${findings(results)}
${madeUp(results)}
</main>
<footer>${count(results.seconds)} seconds, at most ${count(results.peakRssMb)} MB of memory${results.resumed ? ', resumed after an interruption' : ''}.</footer>
</body>
</html>
`.text;
}

function overview({ survey, signals, skipped, delivery, seconds }: Results): Html {
  const tiles: [string, string][] = [
    [count(signals), 'signals collected'],
    [count(survey.people.size), 'people'],
    [count(survey.items.size), 'items'],
    [count(delivery.sent), 'e-mails sent'],
    [count(skipped), 'lines skipped'],
    [count(seconds), 'seconds'],
  ];
  const faults = survey.skipped.faults.map(
    ({ why, count: times, lines }) =>
      html`<li>${count(times)} × ${why}: line ${lines.join(', ')}${times > lines.length ? ', …' : ''}</li>`,
  );
  return html`<section class="tiles">${tiles.map(([figure, name]) => html`<div><b>${figure}</b><span>${name}</span></div>`)}</section>
${faults.length === 0 ? nothing : html`<details><summary>What was skipped</summary><ul>${faults}</ul><p>All of their numbers are in <code>skipped.tsv</code> beside this page.</p></details>`}`;
}

function funnel({ survey, signals, consenting, delivery, limit }: Results): Html {
  const { composed, personal, generic, sent, failed, unknown, taken, takenTwice } = delivery;
  return html`<section>
<h2>From a purchase to an e-mail</h2>
${bars([
  { name: 'People', value: survey.people.size, note: `with ${count(signals)} signals` },
  { name: 'agree to e-mail', value: consenting, note: 'made up, see below' },
  { name: 'got a message composed', value: composed, note: `${count(personal)} personal, ${count(generic)} held out` },
  { name: 'were sent it', value: sent, note: `${count(failed)} failed, ${count(unknown)} unknown` },
])}
${limit < consenting ? html`<p>The run was told to write to ${count(limit)} people at most.</p>` : nothing}
<p>The mail server’s own log has ${count(taken)} mails, ${takenTwice === 0 ? 'none of them twice' : `${count(takenTwice)} of them twice`}.
${unknown === 0 ? nothing : html`Messages that a killed process had in its hands are unknown: the mail server may have taken them, so they are not sent again.`}
Whoever is held out gets the generic version, so that one day it can be measured what the personal one is worth.</p>
</section>`;
}

function segments({ dataset, segmentation: { counts, grid } }: Results): Html {
  const rows = Object.entries(counts).map(([name, value]) => ({ name, value, note: meaningOf(name) }));
  if (rows.length === 0) {
    return html`<section><h2>Segments</h2><p>Too few buyers, or too much alike, to tell groups apart.</p></section>`;
  }
  return html`<section>
<h2>Who these people are</h2>
<p>Recency, frequency and monetary value, each in bands of the same size as far as the data allows.
${dataset.columns.value === undefined ? 'No column with values was named, so monetary value tells nobody apart.' : ''}</p>
${bars(rows)}
<h3>How lately × how often</h3>
${heatMap(grid)}
</section>`;
}

function ranking(results: Results): Html {
  return html`<section>
<h2>Would the lists have been right?</h2>
${rankingFigures(results.ranking)}
${honestWords(results).map((words) => html`<p>${words}</p>`)}
</section>`;
}

function examples({ examples: kept }: Results): Html {
  if (kept.length === 0) return nothing;
  return html`<section>
<h2>What people read</h2>
<p>Messages as they went out, and why each item was picked. Names and addresses are made up.</p>
${exampleMessages(kept)}
</section>`;
}

function findings({ findings: found }: Results): Html {
  if (found.length === 0) return nothing;
  return html`<section>
<h2>What the engine says about itself</h2>
<ul>${found.map(({ severity, advice }) => html`<li><b>${severity}</b>: ${advice}</li>`)}</ul>
</section>`;
}

function madeUp({ dataset }: Results): Html {
  return html`<section>
<h2>What is made up</h2>
<p>Purchases, customers’ ids, products and dates are in the data (${dataset.name}). Not in the data, and derived from a hash of
the customer’s id, always the same way: who agrees to marketing e-mail (about 70%), the language (about a third Spanish), first
names and addresses (all at example.com). The e-mails went to a mail server on this machine and no further. The engine’s clock
stands at the last moment of the data, so that “lately” means something.</p>
</section>`;
}
