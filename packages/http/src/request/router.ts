import { refusal } from './answers.js';
import { type CrossOrigin, nobody, notFromHere, preflight, stranger } from './cross-origin.js';
import type { Incoming, Outgoing } from './incoming.js';
import type { Route } from './route.js';
import type { Tell } from './tell.js';
import { unsupported } from './unsupported.js';

/** Answers a request by the route that it is for. Never rejects. */
export type Router = (incoming: Incoming) => Promise<Outgoing>;

export interface RouterOptions {
  /** What stands before the paths of the routes. */
  readonly basePath: string;
  readonly crossOrigin: CrossOrigin;
  readonly tell: Tell;
}

/** What is known of a path before anybody asks. */
interface Place {
  readonly byMethod: Map<string, Route>;
  /** Whether browsers of other origins may ask. */
  isShared: boolean;
}

const nowhere: Place = { byMethod: new Map(), isShared: false };

/** A router over these routes. Preflights and HEAD follow from them. */
export function router(routes: readonly Route[], { basePath, crossOrigin, tell }: RouterOptions): Router {
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
      if (route === undefined) throw unsupported(405, allowed(place));
      if (shared === stranger && method === 'POST') throw notFromHere();
      answer = await route.answer(incoming, route.path.endsWith('}') ? decoded(own.slice(cut)) : '');
    } catch (error) {
      answer = refusal(error);
      if (answer.status >= 500) tell(error);
    }
    if (method === 'HEAD') answer = withoutBody(answer);
    return shared === nobody ? answer : { ...answer, headers: { ...answer.headers, ...shared } };
  };
}

/** What HEAD gets: all that GET would say. */
function withoutBody({ status, headers, body }: Outgoing): Outgoing {
  return { status, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body: '' };
}

function allowed({ byMethod, isShared }: Place): string {
  return [...byMethod.keys(), ...(isShared ? ['OPTIONS'] : [])].join(', ');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
