import type { Shape } from '../shapes/shape.js';
import type { Incoming, Outgoing } from './incoming.js';

/** What the OpenAPI document says of a route, and what its bodies are checked by. */
export interface Operation {
  readonly summary: string;
  readonly tag: string;
  readonly security: 'writeKey' | 'apiKey' | 'signature' | 'token' | 'none';
  /** Of the body. */
  readonly takes?: Shape;
  /** Other media types that the body may have, besides `application/json`. */
  readonly mediaTypes?: readonly string[];
  readonly gives: Readonly<Record<number, string>>;
}

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
