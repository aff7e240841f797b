import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[];
  readonly requestBody?: { readonly $ref?: string };
}

/** HubSpot's official descriptions, as files beside the project. */
const files = ['contacts-2026-09', 'events-2026-03', 'lists-v3', 'subscriptions-v4'];
const urlOf = (file: string) => new URL(`../../../../shared/specs/hubspot-${file}.json`, import.meta.url);

export const isOpenApiThere = files.every((file) => existsSync(urlOf(file)));

const apis = files.filter((file) => existsSync(urlOf(file))).map(described);

/**
 * What is wrong with a request by HubSpot's description; nothing where it is right. Properties of contacts (`/crm/properties`) have no
 * description here: the official client says what is right for them.
 */
export function mistakesIn(method: string, target: string, body: unknown): string[] {
  if (apis.length === 0 || target.startsWith('/crm/properties/')) return [];
  const { pathname, searchParams } = new URL(target, 'https://api.hubapi.com');
  const found = apis.flatMap((find) => find(method, pathname) ?? []).at(0);
  if (found === undefined) return [`no such operation: ${method} ${pathname}`];
  const { operation, check } = found;
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const names = parameters.map(({ name }) => name);
  return [
    ...[...searchParams.keys()].filter((name) => !names.includes(name)).map((name) => `unknown parameter ${name}`),
    ...parameters.filter(({ name, required }) => required && !searchParams.has(name)).map(({ name }) => `no ${name}`),
    ...(operation.requestBody === undefined ? (body === undefined ? [] : ['a body']) : check(body)),
  ];
}

function described(file: string) {
  const api = JSON.parse(readFileSync(urlOf(file), 'utf8'), closed);
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addFormat('int32', true).addFormat('int64', true);
  ajv.addSchema(api, 'api');
  return (method: string, pathname: string) => {
    const paths = Object.keys(api.paths).filter(
      (path) => asPattern(path).test(pathname) && api.paths[path][method.toLowerCase()],
    );
    // A path without parameters wins over one with them.
    const path = paths.sort((one, other) => one.split('{').length - other.split('{').length)[0];
    if (path === undefined) return undefined;
    const operation = api.paths[path][method.toLowerCase()] as Operation;
    const check = (body: unknown) => {
      const escaped = path.replaceAll('~', '~0').replaceAll('/', '~1');
      const own = `/paths/${escaped}/${method.toLowerCase()}/requestBody`;
      const place = operation.requestBody?.$ref?.slice(1) ?? own;
      const validate = ajv.compile({ $ref: `api#${encodeURI(place)}/content/application~1json/schema` });
      validate(body);
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    };
    return [{ operation, check }];
  };
}

function asPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

/** An object with members that are named takes no others; examples that are null are no examples. */
function closed(key: string, value: unknown): unknown {
  if (key === 'example' && value === null) return undefined;
  const { type, properties, additionalProperties } = (value ?? {}) as Record<string, unknown>;
  if (type !== 'object' || typeof properties !== 'object' || additionalProperties !== undefined) return value;
  return { ...(value as object), additionalProperties: false };
}
