/** What the page says. */
export interface Words {
  readonly title: string;
  readonly topics: string;
  readonly noTopics: string;
  readonly everything: string;
  readonly frequency: string;
  readonly frequencies: Readonly<Record<'asItComes' | 'daily' | 'weekly' | 'monthly', string>>;
  readonly language: string;
  readonly save: string;
  readonly leave: string;
  readonly saved: string;
  readonly left: string;
}

/** Languages of the page. The first is that of everybody else. */
export const words = {
  en: {
    title: 'Your messages',
    topics: 'What you want to get',
    noTopics: 'Messages that are not about an order or your account',
    everything: 'You get nothing but what you ask for, such as receipts.',
    frequency: 'How often at most',
    frequencies: { asItComes: 'As it comes', daily: 'Once a day', weekly: 'Once a week', monthly: 'Once a month' },
    language: 'Language',
    save: 'Save',
    leave: 'Unsubscribe from everything',
    saved: 'Saved. It holds from now on.',
    left: 'You are unsubscribed.',
  },
  es: {
    title: 'Tus mensajes',
    topics: 'Qué quieres recibir',
    noTopics: 'Mensajes que no tratan de un pedido ni de tu cuenta',
    everything: 'Solo recibes lo que pides, como los recibos.',
    frequency: 'Con qué frecuencia, como máximo',
    frequencies: {
      asItComes: 'Según lleguen',
      daily: 'Una vez al día',
      weekly: 'Una vez a la semana',
      monthly: 'Una vez al mes',
    },
    language: 'Idioma',
    save: 'Guardar',
    leave: 'Darme de baja de todo',
    saved: 'Guardado. Vale desde ahora.',
    left: 'Te has dado de baja.',
  },
} as const satisfies Record<string, Words>;

export type PageLanguage = keyof typeof words;

/** The language of the page: the person's, or else the first that the browser asks for and we speak, or else English. */
export function pageLanguage(locale: string | undefined, accepted: string | undefined): PageLanguage {
  const asked = [locale, ...(accepted?.slice(0, 500).split(',') ?? [])];
  const spoken = asked.map((tag) => tag?.trim().slice(0, 2).toLowerCase()).find((tag) => tag === 'en' || tag === 'es');
  return (spoken as PageLanguage | undefined) ?? 'en';
}
