import type { ItemTest } from '@sintonia/rules';
import {
  assertKnownOptions,
  type JsonObject,
  type PersonId,
  personOf,
  type RecommendRequest,
  readInteger,
  readJsonObject,
  readMoment,
  SintoniaError,
  type Towards,
} from '@sintonia/spec';
import { compileItemFilter } from './compile-item-filter.js';
import { PageCursor } from './page-cursor.js';
import { readTowards } from './read-towards.js';

export const MOST_PICKS = 1_000;
const MOST_EXCLUDED = 10_000;

/** As a record, so that it fails to compile when a member is forgotten here. */
const MEMBERS: Readonly<Record<keyof RecommendRequest, true>> = {
  userId: true,
  anonymousId: true,
  limit: true,
  where: true,
  exclude: true,
  includeSeen: true,
  sources: true,
  context: true,
  towards: true,
  after: true,
  exposure: true,
  asOf: true,
};

/** What is asked for, checked, with every default filled in. */
export interface ListRequest {
  readonly person: PersonId;
  readonly limit: number;
  readonly meets: ItemTest;
  readonly exclude: ReadonlySet<string>;
  readonly includeSeen: boolean;
  readonly sources: readonly string[] | undefined;
  readonly context: JsonObject;
  readonly towards: Towards | undefined;
  readonly after: PageCursor;
  /** The moment to which nothing later is known; undefined: now. */
  readonly asOf: number | undefined;
  readonly isShown: boolean;
}

/** @throws SINTONIA_INPUT_*, SINTONIA_OPTION_INVALID, SINTONIA_PERSON_MISSING that name the member at fault. */
export function readListRequest(request: RecommendRequest): ListRequest {
  assertKnownOptions(request, Object.keys(MEMBERS));
  const asOf = request.asOf === undefined ? undefined : readMoment(request.asOf, 'asOf');
  return {
    person: personOf(request),
    limit: readInteger(request.limit ?? 10, 'limit', { min: 1, max: MOST_PICKS }),
    meets: compileItemFilter(request.where),
    exclude: readExcluded(request.exclude),
    includeSeen: request.includeSeen === true,
    sources: readSources(request.sources),
    context: readJsonObject(request.context ?? {}, 'context'),
    towards: readTowards(request.towards),
    after: PageCursor.read(request.after),
    asOf,
    isShown: request.exposure !== false && asOf === undefined,
  };
}

function readExcluded(exclude: unknown): ReadonlySet<string> {
  const list = readList(exclude ?? [], 'exclude');
  if (list.length <= MOST_EXCLUDED) return new Set(list as readonly string[]);
  throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_EXCLUDED} items to exclude.`, { field: 'exclude' });
}

function readSources(sources: unknown): readonly string[] | undefined {
  return sources === undefined ? undefined : (readList(sources, 'sources') as readonly string[]);
}

function readList(list: unknown, field: string): readonly unknown[] {
  if (Array.isArray(list)) return list;
  throw new SintoniaError('INPUT_INVALID', `${field} must be a list.`, { field });
}
