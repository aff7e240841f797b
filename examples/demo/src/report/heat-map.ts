import type { Grid, Range } from '../segment.js';
import { count, type Html, html } from './html.js';

const CELL = { width: 76, height: 46 };
const LEFT = 96;
const TOP = 50;

/** How many people share a band of recency and one of frequency: the more, the darker. Best at the top right. */
export function heatMap({ counts, recency, frequency }: Grid): Html {
  const most = Math.max(1, ...counts.flat());
  const width = LEFT + frequency.length * CELL.width;
  const height = TOP + recency.length * CELL.height;
  const cells = counts.flatMap((row, band) =>
    row.map((people, column) => {
      // A square root, so that small groups stay visible beside big ones.
      const strength = Math.sqrt(people / most);
      const x = LEFT + column * CELL.width;
      const y = TOP + (recency.length - 1 - band) * CELL.height;
      return html`
<g><title>${count(people)} people: last order ${span(recency[band])} days ago, ${span(frequency[column])} orders in all</title>
<rect class="cell" x="${x + 1}" y="${y + 1}" width="${CELL.width - 2}" height="${CELL.height - 2}" rx="5" fill-opacity="${(0.06 + 0.94 * strength).toFixed(3)}"/>
<text class="${strength > 0.6 ? 'strong' : 'weak'}" x="${x + CELL.width / 2}" y="${y + CELL.height / 2 + 6}">${count(people)}</text></g>`;
    }),
  );
  const rows = recency.map(
    (range, band) =>
      html`<text class="label end" x="${LEFT - 10}" y="${TOP + (recency.length - 1 - band) * CELL.height + CELL.height / 2 + 5}">${span(range)}</text>`,
  );
  const columns = frequency.map(
    (range, column) =>
      html`<text class="label" x="${LEFT + column * CELL.width + CELL.width / 2}" y="${TOP - 12}">${span(range)}</text>`,
  );
  return html`<figure><svg class="heat" viewBox="0 0 ${width} ${height}" role="img" aria-label="People by recency and frequency">
<text class="label end" x="${LEFT - 10}" y="${TOP - 12}">days ago</text><text class="label" x="${(LEFT + width) / 2}" y="18">orders</text>${rows}${columns}${cells}
</svg><figcaption>Days since the last order, the most recent at the top, by number of orders. The darker, the more people.</figcaption></figure>`;
}

function span(range: Range | undefined): string {
  if (range === undefined) return '';
  const { from, to } = range;
  return from === to ? count(from) : `${count(from)}–${count(to)}`;
}
