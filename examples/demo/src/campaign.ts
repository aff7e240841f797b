import type { Campaign, ComposeContext, Content, Pick } from '@sintonia/spec';

export const CAMPAIGN = 'picked-for-you';

/** One pick of an example message, for the report. */
export interface ExamplePick {
  readonly title: string;
  readonly detail: string;
  readonly source: string;
  readonly score: number;
  /** Every reason, as a sentence in the message's language. */
  readonly reasons: readonly string[];
}

/** A message as it went out, to a made-up name and address. */
export interface Example {
  readonly to: string;
  readonly firstName: string;
  readonly locale: string;
  readonly variant: string;
  readonly subject: string;
  readonly opening: string;
  readonly closing: string;
  readonly picks: readonly ExamplePick[];
}

const words = {
  en: {
    subject: (name: string, title: string) => `${name}, picked for you: ${title}`,
    generic: (title: string) => `What our customers like now: ${title}`,
    greeting: (name: string) => `Hello ${name},`,
    opening: {
      personal: 'we looked at what you bought and picked these for you:',
      generic: 'this is what our customers like now:',
    },
    closing: 'You get this e-mail because you agreed to it. One word from you and it is the last.',
  },
  es: {
    subject: (name: string, title: string) => `${name}, elegido para ti: ${title}`,
    generic: (title: string) => `Lo que gusta ahora: ${title}`,
    greeting: (name: string) => `Hola, ${name}:`,
    opening: {
      personal: 'hemos mirado lo que compraste y hemos elegido esto para ti:',
      generic: 'esto es lo que gusta ahora:',
    },
    closing: 'Recibes este correo porque aceptaste recibirlo. Basta una palabra tuya para que sea el último.',
  },
};

/** The campaign of the demo: five picks, each with why, in the language of the reader. */
export function pickedForYou(show: (example: Example) => void): Campaign {
  return {
    channel: 'email',
    purpose: 'marketing',
    picks: 5,
    locales: ['en', 'es'],
    compose(context) {
      const letter = write(context);
      show(exampleOf(context, letter));
      return letter.content;
    },
  };
}

interface Letter {
  readonly opening: string;
  readonly closing: string;
  readonly content: Content;
}

function write({ profile, picks, locale, decision, reason, escape: safe }: ComposeContext): Letter {
  const [first] = picks;
  if (first === undefined) throw new Error('There is nothing to show.');
  const say = locale === 'es' ? words.es : words.en;
  const name = profile.traits.firstName ?? '';
  const title = titleOf(first);
  const opening = `${say.greeting(name)} ${say.opening[decision.variant]}`;
  const rows = picks.map((pick) => ({ title: titleOf(pick), detail: detailOf(pick, locale), why: reason(pick) }));
  const textOf = (row: (typeof rows)[number]) =>
    [`* ${row.title}${row.detail === '' ? '' : ` (${row.detail})`}`, ...(row.why === '' ? [] : [`  ${row.why}`])].join(
      '\n',
    );
  const htmlOf = (row: (typeof rows)[number]) =>
    `<li><strong>${safe(row.title)}</strong> ${safe(row.detail)}<br><small>${safe(row.why)}</small></li>`;
  const content = {
    subject: decision.variant === 'personal' ? say.subject(name, title) : say.generic(title),
    text: `${opening}\n\n${rows.map(textOf).join('\n')}\n\n${say.closing}\n`,
    html: `<p>${safe(opening)}</p><ul>${rows.map(htmlOf).join('')}</ul><p><small>${safe(say.closing)}</small></p>`,
  };
  return { opening, closing: say.closing, content };
}

function titleOf({ item, itemId }: Pick): string {
  return item?.title ?? itemId;
}

function detailOf({ item }: Pick, locale: string): string {
  const { line, price, currency } = item?.attributes ?? {};
  const cost =
    typeof price === 'number' && typeof currency === 'string' && price > 0
      ? new Intl.NumberFormat(locale, { style: 'currency', currency }).format(price)
      : '';
  return [typeof line === 'string' ? line : '', cost].filter((part) => part !== '').join(', ');
}

function exampleOf({ profile, picks, locale, decision, reasons }: ComposeContext, letter: Letter): Example {
  return {
    to: profile.traits.email ?? '',
    firstName: profile.traits.firstName ?? '',
    locale,
    variant: decision.variant,
    subject: letter.content.subject ?? '',
    opening: letter.opening,
    closing: letter.closing,
    picks: picks.map((pick) => ({
      title: titleOf(pick),
      detail: detailOf(pick, locale),
      source: pick.source,
      score: pick.score,
      reasons: reasons(pick),
    })),
  };
}
