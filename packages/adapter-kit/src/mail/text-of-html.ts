import { compile } from 'html-to-text';

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: 200, maxChildNodes: 20_000, maxInputLength: 500_000 },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** What an HTML body says, for who reads text only. Links keep their addresses. */
export function textOfHtml(html: string): string {
  return toText(html).trim();
}
