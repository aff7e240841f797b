import {
  fetchSetting,
  invalidOption,
  namesSetting,
  numberSetting,
  oneOfSetting,
  optional,
  patternSetting,
  readSettings,
  type Setting,
  secretSetting,
  secretsSetting,
  textSetting,
  withDefault,
} from '@sintonia/adapter-kit';
import type { ConsentPurposes } from './meaning/customer.js';
import type { ItemKind } from './meaning/sold-line.js';

export interface ShopifyOptions {
  /** The shop's own domain, such as `mugs.myshopify.com`. */
  readonly shop: string;
  /** The client secret of your app, which signs webhooks and app proxies; a list of up to four while one is rotated. */
  readonly secret: string | readonly string[];
  /** An access token of the Admin API. Without one there is no backfill, no writing back and no discount. */
  readonly accessToken?: string;
  /** Of the Admin API, such as `2026-07`, the default. With `history: 'bulk'`, `2026-01` or later. */
  readonly version?: string;
  /** Whether an item is a `product` (default) or each `variant`. */
  readonly items?: ItemKind;
  /** Whether history comes by `pages` (default) or, for large shops, by `bulk` operations. */
  readonly history?: 'pages' | 'bulk';
  /** What a yes to e-mail and to text messages is a yes to. Default: `{ email: ['marketing'], sms: ['sms-marketing'] }`. */
  readonly consents?: ConsentPurposes;
  /** Namespace of the metafields that we write. Default: `sintonia`. */
  readonly namespace?: string;
  /** What our tags begin with. Default: `sintonia:`. `false` writes none. */
  readonly tagPrefix?: string | false;
  /** A key that pixel posts may bring instead of an app proxy's signature. Anybody can read it in a browser. Default: none. */
  readonly pixelKey?: string;
  /** Attempts of a call in all, 1 to 10. Default: 4. */
  readonly attempts?: number;
  /** How long one attempt may take. Milliseconds, 100 to 300,000. Default: 20,000. */
  readonly timeoutMs?: number;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
}

/** The first version that tells of a bulk operation by its id. */
const FIRST_WITH_BULK = '2026-01';

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readShopifyOptions(options: ShopifyOptions) {
  const settings = readSettings(options, {
    shop: shopSetting,
    secret: secretsSetting(),
    accessToken: optional(secretSetting({ min: 10 })),
    version: withDefault(versionSetting, '2026-07'),
    items: withDefault(oneOfSetting(['product', 'variant']), 'product'),
    history: withDefault(oneOfSetting(['pages', 'bulk']), 'pages'),
    consents: purposesSetting,
    namespace: withDefault(namespaceSetting, 'sintonia'),
    tagPrefix: tagPrefixSetting,
    pixelKey: optional(secretSetting({ min: 16 })),
    attempts: withDefault(numberSetting({ min: 1, max: 10, whole: true }), 4),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), 20_000),
    fetch: optional(fetchSetting),
  });
  // As texts: these sort as dates do, and `unstable` behind them.
  if (settings.history === 'bulk' && settings.version < FIRST_WITH_BULK) {
    throw invalidOption('version', `must be ${FIRST_WITH_BULK} or later where history is bulk`);
  }
  return settings;
}

/** Options, checked and complete. */
export type ShopifySettings = ReturnType<typeof readShopifyOptions>;

const shopSetting = patternSetting(
  /^[a-z\d][a-z\d-]{0,99}\.myshopify\.com$/,
  'must be a domain such as mugs.myshopify.com',
);
const versionSetting = patternSetting(/^(?:20\d\d-(?:01|04|07|10)|unstable)$/, 'must be a version such as 2026-07');
const namespaceSetting = patternSetting(/^(?:\$app:)?[\w-]{3,200}$/, 'must be 3 to 200 letters, digits, "-" and "_"');

const tagPrefixSetting: Setting<string | false> = (value, field) => {
  if (value === undefined) return 'sintonia:';
  if (value === false) return false;
  const text = textSetting({ max: 20 })(value, field);
  if (/[,\s]/.test(text)) throw invalidOption(field, 'must hold no comma and no white space');
  return text.toLowerCase();
};

const purposesSetting: Setting<Required<ConsentPurposes>> = (value, field) => {
  const { email, sms } = readSettings(value ?? {}, { email: optional(namesSetting), sms: optional(namesSetting) });
  if (email?.length === 0 && sms?.length === 0) throw invalidOption(field, 'must name a purpose');
  return { email: email ?? ['marketing'], sms: sms ?? ['sms-marketing'] };
};
