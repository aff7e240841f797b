import type { JsonObject } from '@sintonia/spec';
import type { Shape } from '../shapes/shape.js';
import type { Incoming, Outgoing } from './incoming.js';

/** What the OpenAPI document says of a route, and what its bodies are checked by. */
export interface Operation {
  readonly summary: string;
  readonly tag: string;
  readonly security: 'writeKey' | 'apiKey' | 'signature' | 'token' | 'none';
  /** The query, by name: JSON Schema. */
  readonly query?: Readonly<Record<string, JsonObject>>;
  /** Of the body. */
  readonly takes?: Pick<Shape, 'schema'>;
  /** What the body may be. Default: `application/json`. */
  readonly mediaTypes?: readonly string[];
  /** JSON Schema of the answer 200. */
  readonly returns: JsonObject;
  /** What that answer is. Default: `application/json`. */
  readonly returnsType?: string;
  /** What each status means. */
  readonly gives: Readonly<Record<number, string>>;
}

/** What every route may answer that asks the engine. */
export const trouble = {
  500: 'A fault on our side, told to `onError`.',
  503: 'Out of order for now. `Retry-After` says when to come again, with the same: what has an id counts once.',
} as const;

/** One method of one path. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Fixed, or with one last part such as `/webhooks/{plugin}`. */
  readonly path: string;
  /** Whether browsers of other origins may call it. Default: false. */
  readonly crossOrigin?: boolean;
  readonly operation: Operation;
  /** @param last the last part of the path, where that is open. */
  answer(incoming: Incoming, last: string): Promise<Outgoing>;
}
