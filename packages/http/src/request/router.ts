import { refusal } from './answers.js';
import { type CrossOrigin, preflight } from './cross-origin.js';
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

/** A router over these routes. Preflights and HEAD follow from them. */
export function router(routes: readonly Route[], { basePath, crossOrigin, onError }: RouterOptions): Router {
  const fixed = new Map<string, Route[]>();
  const open = new Map<string, Route[]>();
  for (const route of routes) {
    const [path = '', last] = route.path.split('{', 2);
    const table = last === undefined ? fixed : open;
    table.set(path, [...(table.get(path) ?? []), route]);
  }

  const found = (path: string): readonly [readonly Route[], last: string] => {
    const exact = fixed.get(path);
    if (exact) return [exact, ''];
    const cut = path.lastIndexOf('/') + 1;
    return [open.get(path.slice(0, cut)) ?? [], decoded(path.slice(cut))];
  };

  return async (incoming) => {
    const isOurs = incoming.path.startsWith(`${basePath}/`);
    const [candidates, last] = isOurs ? found(incoming.path.slice(basePath.length)) : ([[], ''] as const);
    const shared = candidates.some(({ crossOrigin: isShared }) => isShared) ? crossOrigin(incoming) : {};
    let answer: Outgoing;
    try {
      const { method } = incoming;
      if (candidates.length === 0) throw unsupported(404);
      if (method === 'OPTIONS' && candidates.some(({ crossOrigin: isShared }) => isShared)) return preflight(shared);
      const route = candidates.find((each) => each.method === (method === 'HEAD' ? 'GET' : method));
      if (route === undefined) throw unsupported(405);
      answer = await route.answer(incoming, last);
    } catch (error) {
      answer = refusal(error);
      if (answer.status >= 500) onError(error);
    }
    const body = incoming.method === 'HEAD' ? '' : answer.body;
    return { status: answer.status, headers: { ...answer.headers, ...shared }, body };
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
