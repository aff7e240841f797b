import type { Engine } from '@sintonia/spec';
import type { Incoming, Outgoing } from '../request/incoming.js';
import { type Operation, type Route, trouble } from '../request/route.js';
import { text } from '../shapes/answered.js';
import { changeOf, isOneClick, preferencesForm, readForm } from './form.js';
import { pageHeaders, preferencesPage } from './preferences-page.js';
import { pageLanguage } from './words.js';

const PATH = '/unsubscribe';

/**
 * The way out of messages, at the URL that the engine writes into them. GET shows a page and changes nothing, however often a
 * scanner of links comes by. POST acts: at once for a mail program (RFC 8058), else as the page's form says. A token that is no
 * good gets the same answers.
 *
 * @param title whose page it is.
 */
export function preferencesRoutes({ subscriptions }: Pick<Engine, 'subscriptions'>, title: string): readonly Route[] {
  const page = async (incoming: Incoming, token: string, done?: 'saved' | 'left'): Promise<Outgoing> => {
    const state = await subscriptions.of(token);
    const language = pageLanguage(state.locale, incoming.header('accept-language'));
    return { status: 200, headers: pageHeaders, body: preferencesPage(state, { language, title, done }) };
  };
  return [
    {
      method: 'GET',
      path: PATH,
      operation: { ...described, summary: 'The page of preferences. Changes nothing', gives: shown },
      answer: (incoming) => page(incoming, tokenOf(incoming)),
    },
    {
      method: 'POST',
      path: PATH,
      operation: {
        ...described,
        summary: 'One-click unsubscribe (RFC 8058), or what the page sends',
        takes: preferencesForm,
        mediaTypes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
        gives: { ...shown, 400: 'Not the form of the page.', 413: 'More than 64 KB.', 415: 'No form.' },
      },
      async answer(incoming) {
        const token = tokenOf(incoming);
        const form = await readForm(incoming);
        if (isOneClick(form)) {
          await subscriptions.unsubscribe(token);
          return page(incoming, token, 'left');
        }
        const change = changeOf(form);
        await subscriptions.change(token, change);
        return page(incoming, token, change.subscribed === false ? 'left' : 'saved');
      },
    },
  ];
}

const tokenOf = ({ query }: Incoming) => query.get('token') ?? '';

const described = {
  tag: 'preferences',
  security: 'token',
  query: { token: { type: 'string', description: 'As in the link of a message.' } },
  returns: text,
  returnsType: 'text/html',
} satisfies Omit<Operation, 'summary' | 'gives'>;

const shown = { ...trouble, 200: 'A page of preferences, whether or not the token is good.' };
