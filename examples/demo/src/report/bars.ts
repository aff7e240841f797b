import { count, type Html, html } from './html.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly note: string;
}

/** Horizontal bars on one scale, with their numbers, as a list that also reads well without any drawing. */
export function bars(rows: readonly Bar[]): Html {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return html`<ul class="bars">${rows.map(
    ({ name, value, note }) => html`
<li><span class="name">${name} <small>${note}</small></span><span class="figure">${count(value)}</span>
<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="4"/><rect class="bar" width="${((100 * value) / most).toFixed(2)}" height="4"/></svg></li>`,
  )}
</ul>`;
}
