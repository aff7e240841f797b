import { type Fields, GraphqlApi, type GraphqlOptions, type GraphqlRequest } from '@sintonia/adapter-kit';
import { SintoniaError } from '@sintonia/spec';

export interface AdminApiOptions extends Omit<GraphqlOptions, 'url' | 'headers' | 'failures' | 'cost'> {
  readonly shop: string;
  readonly version: string;
  readonly accessToken: string;
}

/** Each app and shop has a bucket of points that fills at a steady rate; each operation says what it asked for, and what is left. */
type Cost = Readonly<Record<'requestedQueryCost' | 'throttleStatus', unknown>> | null | undefined;
type Throttle = Readonly<Record<'currentlyAvailable' | 'restoreRate', unknown>> | null | undefined;

/** Words of a mutation that is refused today and not tomorrow. */
const LATER = ['OPERATION_IN_PROGRESS', 'LIMIT_REACHED', 'INTERNAL_ERROR'];

/** Shopify's Admin API. Waits for the cost of its operations to be restored, and repeats what was throttled. */
export class AdminApi extends GraphqlApi {
  constructor({ shop, version, accessToken, ...options }: AdminApiOptions) {
    super({
      ...options,
      url: `https://${shop}/admin/api/${version}/graphql.json`,
      headers: { 'x-shopify-access-token': accessToken },
      failures: {
        THROTTLED: 'rateLimited',
        ACCESS_DENIED: 'unauthorised',
        SHOP_INACTIVE: 'unauthorised',
        INTERNAL_SERVER_ERROR: 'unknown',
        TIMEOUT: 'unknown',
      },
      cost(extensions) {
        const cost = (extensions as { readonly cost?: Cost } | undefined)?.cost;
        const throttle = cost?.throttleStatus as Throttle;
        const { currentlyAvailable: left, restoreRate: perSecond } = throttle ?? {};
        return { requested: cost?.requestedQueryCost, left, perSecond };
      },
    });
  }

  /**
   * What a mutation gives that Shopify took.
   *
   * @param name of the one mutation in the operation.
   * @throws SINTONIA_PLATFORM_REJECTED with Shopify's code (`details.because`), without its words, which may quote;
   *   SINTONIA_PLATFORM_TRANSIENT where another time it may be taken; what `run` throws.
   */
  async change(name: string, operation: string, request: GraphqlRequest): Promise<Fields> {
    const payload = (await this.run(operation, request)).object(name);
    const [code] = payload.list('userErrors', (error) => error.given('code') ?? '');
    if (code === undefined) return payload;
    const because = wordOf(code, 'USER_ERROR');
    const kind = LATER.includes(because) ? 'PLATFORM_TRANSIENT' : 'PLATFORM_REJECTED';
    throw new SintoniaError(kind, `Shopify refuses ${name}.`, { details: { because, mutation: name } });
  }
}

/** What Shopify calls a failure. Anything else may quote somebody. */
export function wordOf(code: unknown, otherwise: string): string {
  return typeof code === 'string' && /^[A-Z_]{1,80}$/.test(code) ? code : otherwise;
}
