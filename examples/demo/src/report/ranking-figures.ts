import type { Ranking } from '../evaluate.js';
import { type Html, html } from './html.js';

/** Personal lists and popularity side by side, on one scale a measure. */
export function rankingFigures({ personal, popular }: Ranking): Html {
  if (personal === undefined || popular === undefined) return html`<p>There was nobody to judge by.</p>`;
  return html`<div class="measures">
${measure('Recall@10', personal.recall10, popular.recall10)}
${measure('nDCG@10', personal.ndcg10, popular.ndcg10)}
</div>`;
}

function measure(name: string, personal: number, popular: number): Html {
  const most = Math.max(personal, popular, Number.MIN_VALUE);
  const row = (label: string, value: number, kind: string) => html`
<li><span class="name">${label}</span><span class="figure">${value.toFixed(4)}</span>
<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="4"/><rect class="${kind}" width="${((100 * value) / most).toFixed(2)}" height="4"/></svg></li>`;
  return html`<div><h3>${name}</h3><ul class="bars">${row('Personal', personal, 'bar')}${row('Popularity', popular, 'bar muted')}
</ul></div>`;
}
