import { tableRows } from '../blocks/table.js';
import { Html, html } from '../html.js';
import { numberText } from '../page/number-text.js';
import { words } from '../page/words.js';
import type { ReportLanguage } from '../report.js';
import { drawBars } from './draw-bars.js';
import { drawFlow } from './draw-flow.js';
import { drawGrid } from './draw-grid.js';
import { drawLines } from './draw-lines.js';
import { drawReliability } from './draw-reliability.js';
import { drawSvg } from './draw-svg.js';
import type { Plot } from './plot.js';
import { plotTable } from './plot-table.js';

/**
 * A plot with its title, its description and its data as a table.
 *
 * @param id unique within the page.
 */
export function plotFigure(plot: Plot, id: string, language: ReportLanguage): Html {
  const svg = named(drawSvg(id, ...drawn(plot, language)), plot, id);
  return html`<figure>
<h3>${plot.title}</h3>
<div class="plot" role="group" aria-label="${plot.title}" tabindex="0">${svg}</div>
<figcaption>${plot.description}</figcaption>
<details><summary>${words[language].data}</summary>
<div class="table">${tableRows(plotTable(plot, words[language]), language)}</div></details>
</figure>`;
}

function drawn(plot: Plot, language: ReportLanguage) {
  const format = plot.block === 'reliability' ? 'percent' : plot.format;
  const write = (value: number | null) => numberText(value, format, language);
  switch (plot.block) {
    case 'bars':
      return drawBars(plot, write);
    case 'lines':
      return drawLines(plot, write);
    case 'grid':
      return drawGrid(plot, write);
    case 'flow':
      return drawFlow(plot, write);
    case 'reliability':
      return drawReliability(plot, words[language], write);
  }
}

/** Gives a drawing the name and the description that readers of the screen hear. */
function named({ text }: Html, { title, description }: Plot, id: string): Html {
  const head = html`<title id="${id}-title">${title}</title><desc id="${id}-what">${description}</desc>`;
  const start = text.indexOf('>') + 1;
  return new Html(text.slice(0, start) + head.text + text.slice(start));
}
