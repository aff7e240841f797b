import { createHash } from 'node:crypto';
import type { MessageFrequency, SubscriptionState } from '@sintonia/spec';
import { type PageLanguage, type Words, words } from './words.js';

export interface PageOptions {
  readonly language: PageLanguage;
  /** Whose page it is. */
  readonly title: string;
  /** What was just done. */
  readonly done?: 'saved' | 'left' | undefined;
}

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
fieldset{border:1px solid #767676;border-radius:.3rem;margin:0 0 1rem;padding:.5rem 1rem}label{display:block;padding:.3rem 0}
button,select{font:inherit;padding:.5rem 1rem;min-height:2.75rem}button{margin:0 .5rem .5rem 0}
[role=status]{border-left:.3rem solid #0a6b2d;padding:.5rem 1rem}:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
@media(prefers-color-scheme:dark){body{color:#eee;background:#111}[role=status]{border-color:#6fdc8c}:focus-visible{outline-color:#a8c7fa}}`;

/** Nothing but the page's own style is loaded, no script runs, no site may frame it, and no link tells where it was. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

/** The page of preferences. It names nobody, and works without a script, a cookie or a login. */
export function preferencesPage(state: SubscriptionState, { language, title, done }: PageOptions): string {
  const say: Words = words[language];
  const heading = title === '' ? say.title : `${say.title}: ${title}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(heading)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(heading)}</h1>
${done === undefined ? '' : `<p role="status">${say[done]}</p>\n`}${state.subscribed ? '' : `<p>${say.everything}</p>\n`}<form method="post">
${topicsField(state, say)}
${frequencyField(state.frequency, say)}
${localeField(state, say)}<p><button name="action" value="save">${say.save}</button>
<button name="action" value="leave">${say.leave}</button></p>
</form>
</main>
</body>
</html>
`;
}

function topicsField({ topics, subscribed }: SubscriptionState, say: Words): string {
  const boxes = topics.map(
    ({ topic, subscribed: isOn }) =>
      `<input type="hidden" name="shown" value="${escaped(topic)}">${box('topic', topic, isOn, topic)}`,
  );
  const all = `<input type="hidden" name="shown-all" value="1">${box('all', '1', subscribed, say.noTopics)}`;
  return `<fieldset><legend>${say.topics}</legend>\n${boxes.length === 0 ? all : boxes.join('\n')}\n</fieldset>`;
}

function box(name: string, value: string, isOn: boolean, label: string): string {
  const checked = isOn ? ' checked' : '';
  return `<label><input type="checkbox" name="${name}" value="${escaped(value)}"${checked}> ${escaped(label)}</label>`;
}

function frequencyField(frequency: MessageFrequency, say: Words): string {
  const choices = Object.entries(say.frequencies).map(([value, label]) => {
    const checked = value === frequency ? ' checked' : '';
    return `<label><input type="radio" name="frequency" value="${value}"${checked}> ${label}</label>`;
  });
  return `<fieldset><legend>${say.frequency}</legend>\n${choices.join('\n')}\n</fieldset>`;
}

/** Only where there is a choice. */
function localeField({ locale, locales }: SubscriptionState, say: Words): string {
  if (locales.length < 2) return '';
  const choices = locales.map((each) => {
    const selected = each === locale ? ' selected' : '';
    return `<option value="${escaped(each)}" lang="${escaped(each)}"${selected}>${escaped(nameOf(each))}</option>`;
  });
  const none = locale !== undefined && locales.includes(locale) ? '' : '<option value=""></option>';
  return `<p><label>${say.language} <select name="locale">${none}${choices.join('')}</select></label></p>\n`;
}

/** A language in its own words. */
function nameOf(locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
