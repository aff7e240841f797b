import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** What is wrong with a JSON body by a vendor's official description, as texts; none where it is right. */
export type BodyCheck = (body: unknown) => readonly string[];

type Json = Record<string, unknown>;

/**
 * Checks of what we post to a vendor, by the OpenAPI file that lies beside the project. Members that the file does not know
 * count as wrong, also where it doesn't say so. `undefined` where the file is absent.
 *
 * @param file such as `resend.json`.
 */
export function openApiBodies(file: string): ((path: string) => BodyCheck) | undefined {
  const url = new URL(`../../../shared/specs/${file}`, import.meta.url);
  if (!existsSync(url)) return undefined;
  const api = JSON.parse(readFileSync(url, 'utf8'), closed) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema(api, 'api');
  return (path) => {
    const where = requestBodyOf(api, path);
    const validate = ajv.compile({ $ref: `api#${where}` });
    return (body) => {
      validate(body);
      return (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
    };
  };
}

/** An object with members that are named takes no others. */
function closed(_key: string, value: unknown): unknown {
  const { type, properties, additionalProperties } = (value ?? {}) as Json;
  if (type !== 'object' || typeof properties !== 'object' || additionalProperties !== undefined) return value;
  return { ...(value as Json), additionalProperties: false };
}

/** A JSON pointer to the schema of what is posted to a path. */
function requestBodyOf(api: Json, path: string): string {
  const escaped = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const post = ((api.paths as Json)[path] as Json).post as { readonly requestBody: { readonly $ref?: string } };
  const holder = post.requestBody.$ref?.slice(1) ?? `/paths/${escaped}/post/requestBody`;
  return `${holder}/content/application~1json/schema`;
}
