import { blockHtml } from '../blocks/block-html.js';
import { Html, html, nothing } from '../html.js';
import type { Report, ReportLanguage, Section } from '../report.js';
import { style as ownStyle } from './style.js';

/** Nothing is fetched, nothing runs: not even by what slipped through. */
const policy = new Html("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");

/**
 * One HTML document that holds all it shows: no script, no request. It follows light and dark mode, fits a phone, prints, and
 * gives each plot a description and its data as a table. Every text is escaped. The same report gives the same bytes.
 */
export function reportPage({ title, summary, language = 'en', sections, footer, style = nothing }: Report): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${ownStyle}${style}</style>
</head>
<body>
<header>
<p class="brand">Sintonia</p>
<h1>${title}</h1>
${summary === undefined ? nothing : html`<p>${summary}</p>`}
</header>
<main>
${sections.map((section, index) => sectionHtml(section, `s${index + 1}`, language))}</main>
${footer === undefined ? nothing : html`<footer>${footer}</footer>`}
</body>
</html>
`.text;
}

function sectionHtml({ heading, blocks }: Section, id: string, language: ReportLanguage): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${blocks.map((block, index) => html`${blockHtml(block, `${id}-${index + 1}`, language)}\n`)}</section>
`;
}
