import { type Html, html, nothing } from '../html.js';
import { DASH, numberText } from '../page/number-text.js';
import { words } from '../page/words.js';
import type { Cell, Column, GradedCell, NumberFormat, ReportLanguage, TableBlock } from '../report.js';

export function table(block: TableBlock, language: ReportLanguage): Html {
  return html`<h3>${block.title}</h3>
<div class="table">${tableRows(block, language)}</div>`;
}

/** A table whose first column heads the rows. A column of numbers stands to the right. */
export function tableRows({ columns, rows }: Pick<TableBlock, 'columns' | 'rows'>, language: ReportLanguage): Html {
  const numeric = columns.map((_, column) => rows.some((row) => typeof bare(row[column] ?? null) === 'number'));
  const side = (column: number) => (numeric[column] ? html` class="number"` : nothing);
  const heads = columns.map(({ name }, column) => html`<th scope="col"${side(column)}>${name}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map((column, index) => {
      const content = cell(row[index] ?? null, column, language);
      if (index === 0) return html`<th scope="row"${side(index)}>${content}</th>`;
      return html`<td${side(index)}>${content}</td>`;
    });
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<table><thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table>`;
}

const SIGNS = { good: '●', fair: '◐', poor: '○', unknown: '·' } as const;

function cell(value: Cell, { format }: Column, language: ReportLanguage): Html {
  return cellText(value, format, language);
}

/** A value as it is written, with its grade where it was judged. */
export function cellText(value: Cell, format: NumberFormat | undefined, language: ReportLanguage): Html {
  const plain = bare(value);
  const text = typeof plain === 'string' ? plain : plain === null ? DASH : numberText(plain, format, language);
  if (!isGraded(value)) return html`${text}`;
  const { grade } = value;
  const sign = html`<span aria-hidden="true">${SIGNS[grade]}</span><span class="heard">${words[language].grades[grade]}</span>`;
  return html`<span class="grade ${grade}">${sign}</span> ${text}`;
}

const bare = (value: Cell): string | number | null => (isGraded(value) ? value.value : value);

const isGraded = (value: Cell): value is GradedCell => typeof value === 'object' && value !== null;
