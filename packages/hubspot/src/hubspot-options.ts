import {
  fetchSetting,
  flagSetting,
  identifierSetting,
  invalidOption,
  mapSetting,
  numberSetting,
  oneOfSetting,
  optional,
  patternSetting,
  readSettings,
  type Setting,
  secretSetting,
  secretsSetting,
  textSetting,
  urlSetting,
  withDefault,
} from '@sintonia/adapter-kit';

/** As what a trait is written: HubSpot filters numbers by size and moments by date. */
export type PropertyType = (typeof propertyTypes)[number];
const propertyTypes = ['text', 'number', 'datetime'] as const;

export interface HubSpotOptions {
  /** Of a private app, or what gives one that is valid now (OAuth). Asked at every call. */
  readonly token: string | (() => string | Promise<string>);
  /** The app's client secret, which signs webhooks; up to four while it is rotated. Default: none, and every webhook is refused. */
  readonly clientSecret?: string | readonly string[];
  /** The webhooks' URL as HubSpot has it, where a proxy stands between. Default: what the request says. */
  readonly webhookUrl?: string | URL;
  /** The contact property that holds your user id: unique in HubSpot. `hs_object_id` is the record's own. Default: `email`. */
  readonly idProperty?: string;
  /** Contact properties that become traits, by their name there. Default: e-mail, names, phone, company, country, language. */
  readonly traits?: Readonly<Record<string, string>>;
  /** Types of signals that webhooks become, by property (`lifecyclestage`) or kind (`contact.creation`). Default: none. */
  readonly signals?: Readonly<Record<string, string>>;
  /** As what traits are written, by name. Default: `text`. */
  readonly types?: Readonly<Record<string, PropertyType>>;
  /** The property group that we write into, and what our properties begin with. Default: `sintonia`. */
  readonly group?: string;
  /** Whether somebody whom HubSpot does not know becomes a contact. Default: true. */
  readonly create?: boolean;
  /** Whether segments also become static lists. Default: false. */
  readonly lists?: boolean;
  /** Names of custom events (`pe123_order_completed`) by type of signal, for `sendSignals`. Default: none. */
  readonly events?: Readonly<Record<string, string>>;
  /** Purposes by the id of the subscription type. Default: none, and backfill reads no statuses. */
  readonly subscriptions?: Readonly<Record<string, string>>;
  /** What erasure removes there: the `contact` for good (GDPR delete), or what is `ours`. Default: `contact`. */
  readonly erasure?: 'contact' | 'ours';
  /** Where the API is. Default: https://api.hubapi.com */
  readonly url?: string | URL;
  /** For one attempt. Milliseconds, 100 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Default: Node's. */
  readonly fetch?: typeof fetch;
}

const defaultTraits = {
  email: 'email',
  firstname: 'firstName',
  lastname: 'lastName',
  phone: 'phone',
  company: 'company',
  country: 'country',
  hs_language: 'locale',
};

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readHubSpotOptions(options: HubSpotOptions) {
  return readSettings(options, {
    token: tokenSetting,
    clientSecret: withDefault(secretsSetting(), []),
    webhookUrl: optional(urlSetting(['https:', 'http:'])),
    idProperty: withDefault(propertySetting, 'email'),
    traits: mapSetting(textSetting({ max: 256 }), new Map(Object.entries(defaultTraits))),
    signals: mapSetting(textSetting({ max: 256 })),
    types: mapSetting(oneOfSetting(propertyTypes)),
    group: withDefault(propertySetting, 'sintonia'),
    create: withDefault(flagSetting, true),
    lists: withDefault(flagSetting, false),
    events: mapSetting(textSetting({ max: 256 })),
    subscriptions: subscriptionsSetting,
    erasure: withDefault(oneOfSetting(['contact', 'ours']), 'contact'),
    url: withDefault(urlSetting(['https:', 'http:']), new URL('https://api.hubapi.com')),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), 10_000),
    fetch: optional(fetchSetting),
  });
}

/** Options, checked and complete. */
export type HubSpotSettings = ReturnType<typeof readHubSpotOptions>;

const tokenSetting: Setting<() => string | Promise<string>> = (value, field) => {
  if (typeof value === 'function') return value as () => string;
  const token = secretSetting()(value, field);
  return () => token;
};

/** HubSpot's internal names. */
const propertySetting = patternSetting(
  /^[a-z]\w{0,49}$/,
  'must be the internal name of a property: lower-case letters, digits and "_", at most 50',
);

const subscriptionsSetting: Setting<ReadonlyMap<string, string>> = (value, field) => {
  const purposes = mapSetting(identifierSetting)(value, field);
  for (const id of purposes.keys()) {
    if (!/^\d{1,15}$/.test(id))
      throw invalidOption(field, 'must name subscription types by their ids, which are numbers');
  }
  return purposes;
};
