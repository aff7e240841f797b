import { refusal } from './answers.js';
import { type CrossOrigin, nobody, preflight } from './cross-origin.js';
import type { Incoming, Outgoing } from './incoming.js';
import type { Route } from './route.js';
import { unsupported } from './unsupported.js';

/** Answers a request by the route that it is for. Never rejects. */
export type Router = (incoming: Incoming) => Promise<Outgoing>;

export interface RouterOptions {
  /** What stands before the paths of the routes. */
  readonly basePath: string;
  readonly crossOrigin: CrossOrigin;
  /** Told about what failed on our side. */
  readonly onError: (error: unknown) => void;
}

/** What is known of a path before anybody asks. */
interface Place {
  readonly byMethod: Map<string, Route>;
  /** Whether browsers of other origins may ask. */
  isShared: boolean;
}

const nowhere: Place = { byMethod: new Map(), isShared: false };

/** A router over these routes. Preflights and HEAD follow from them. */
export function router(routes: readonly Route[], { basePath, crossOrigin, onError }: RouterOptions): Router {
  const fixed = new Map<string, Place>();
  const open = new Map<string, Place>();
  for (const route of routes) {
    const [path = '', last] = route.path.split('{', 2);
    const table = last === undefined ? fixed : open;
    const place = table.get(path) ?? { byMethod: new Map(), isShared: false };
    table.set(path, place);
    place.byMethod.set(route.method, route);
    if (route.method === 'GET') place.byMethod.set('HEAD', route);
    place.isShared ||= route.crossOrigin === true;
  }

  return async (incoming) => {
    const { method, path } = incoming;
    const isOurs = path.startsWith(basePath) && path[basePath.length] === '/';
    const own = isOurs ? path.slice(basePath.length) : '';
    const cut = own.lastIndexOf('/') + 1;
    const place = fixed.get(own) ?? open.get(own.slice(0, cut)) ?? nowhere;
    const shared = place.isShared ? crossOrigin(incoming) : nobody;
    let answer: Outgoing;
    try {
      if (place === nowhere) throw unsupported(404);
      if (method === 'OPTIONS' && place.isShared) return preflight(shared);
      const route = place.byMethod.get(method);
      if (route === undefined) throw unsupported(405);
      answer = await route.answer(incoming, route.path.endsWith('}') ? decoded(own.slice(cut)) : '');
    } catch (error) {
      answer = refusal(error);
      if (answer.status >= 500) void tell(onError, error);
    }
    if (shared === nobody && method !== 'HEAD') return answer;
    return { ...answer, headers: { ...answer.headers, ...shared }, ...(method === 'HEAD' && { body: '' }) };
  };
}

/** Whoever is told may fail in turn, at once or later: the answer stands, and the process goes on. */
async function tell(onError: (error: unknown) => unknown, error: unknown): Promise<void> {
  try {
    await onError(error);
  } catch {}
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
