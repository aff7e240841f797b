import { type Html, html } from '@sintonia/report';
import type { Example, ExamplePick } from '../campaign.js';

const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish' };
const SOURCES: Readonly<Record<string, string>> = {
  'item-lists': 'from what people with the same items took',
  popular: 'from what most people take',
};
/** Of a pick with many reasons, the strongest. */
const REASONS_SHOWN = 4;
const open = html` open`;
const nothing = html``;

export function exampleMessages(examples: readonly Example[]): Html {
  const sorted = [...examples].sort(
    (a, b) => a.variant.localeCompare(b.variant) * -1 || a.locale.localeCompare(b.locale),
  );
  return html`<div class="mails">${sorted.map(mail)}</div>`;
}

function mail({ to, locale, variant, subject, opening, closing, picks }: Example, index: number): Html {
  return html`
<article lang="${locale}">
<header lang="en"><span>${LANGUAGES[locale] ?? locale}</span><span>${variant === 'personal' ? 'picked for the person' : 'generic, held out'}</span></header>
<h3>${subject}</h3>
<p class="to">${to}</p>
<div class="letter"><p>${opening}</p><ul>${picks.map(shown)}</ul><p><small>${closing}</small></p></div>
<details lang="en"${index === 0 ? open : nothing}><summary>Why these items</summary><ol>${picks.map(why)}</ol></details>
</article>`;
}

function shown({ title, detail, reasons: [first = ''] }: ExamplePick): Html {
  return html`<li><b>${title}</b> ${detail}<small>${first}</small></li>`;
}

function why({ title, source, score, reasons }: ExamplePick): Html {
  const hidden = reasons.length - REASONS_SHOWN;
  return html`
<li><b>${title}</b> <small>${SOURCES[source] ?? source}, score ${score.toPrecision(3)}</small>
<ul>${reasons.slice(0, REASONS_SHOWN).map((reason) => html`<li>${reason}</li>`)}${hidden > 0 ? html`<li>and ${hidden} more</li>` : nothing}</ul></li>`;
}
