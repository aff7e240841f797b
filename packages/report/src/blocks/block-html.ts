import { Html, html } from '../html.js';
import { plotFigure } from '../plots/plot-figure.js';
import type { Block, ReportLanguage } from '../report.js';
import { cellText, table } from './table.js';

/**
 * One block as HTML.
 *
 * @param id unique within the page.
 */
export function blockHtml(block: Block | Html, id: string, language: ReportLanguage): Html {
  if (block instanceof Html) return block;
  switch (block.block) {
    case 'text':
      return html`<p>${block.text}</p>`;
    case 'list':
      return html`<ul>${block.entries.map((entry) => html`<li>${entry}</li>`)}</ul>`;
    case 'tiles':
      return html`<dl class="tiles">${block.tiles.map(
        ({ name, value, format }) => html`<div><dt>${name}</dt><dd>${cellText(value, format, language)}</dd></div>`,
      )}</dl>`;
    case 'table':
      return table(block, language);
    default:
      return plotFigure(block, id, language);
  }
}
