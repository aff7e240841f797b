import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { WebhookRequest } from '@sintonia/spec';
import { onTestFinished } from 'vitest';

// As far as they are used here: their own declarations would bring the types of a browser into this project.
type Perform = (request: (url: string, options: object) => unknown, data: object) => unknown;
interface Action {
  readonly fields: Record<string, { readonly default?: unknown }>;
  readonly perform: Perform;
  readonly performBatch?: Perform;
}
interface Definition {
  readonly name: string;
  readonly actions: Record<string, Action>;
}
interface Running {
  onEvent(event: object, settings: object): Promise<readonly { readonly error?: unknown }[]>;
  onBatch(events: readonly object[], settings: object): Promise<readonly { readonly error?: unknown }[]>;
}

// By their paths: all of Segment's destinations together need what the lockfile leaves out.
const require = createRequire(import.meta.url);
const { Destination } = require('@segment/actions-core') as { Destination: new (definition: Definition) => Running };
const definitionOf = (name: 'webhook' | 'hubspot'): Definition =>
  require(`@segment/action-destinations/dist/destinations/${name}`).default;

/** What reached a {@link recorder}. */
export type Recorded = WebhookRequest & { readonly text: string };

/** A server on loopback that writes down what it gets. */
export async function recorder(
  answer: (request: Recorded) => readonly [status: number, body: object] = () => [200, {}],
) {
  const requests: Recorded[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '' } = request;
    const rawBody = Buffer.concat(chunks);
    const headers = request.headers as WebhookRequest['headers'];
    const recorded = { method, url, headers, rawBody, receivedAt: Date.now(), text: rawBody.toString() };
    requests.push(recorded);
    const [status, body] = answer(recorded);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Segment's own destination `webhook` sends an event, or a list of them, to a URL, with all that it does by default. */
export async function sendWebhook(payload: object, url: string, sharedSecret: string): Promise<void> {
  const mapping = { url, method: 'POST', data: { '@path': '$.' } };
  await run(definitionOf('webhook'), 'send', payload, { sharedSecret }, mapping);
}

/** Segment's own destination for HubSpot does an action about an event, by its default mapping and more, at another address. */
export async function sendToHubSpot(action: string, payload: object, url: string, more: object = {}): Promise<void> {
  const definition = definitionOf('hubspot');
  const given = definition.actions[action];
  if (given === undefined) throw new Error('There is no such action.');
  const { fields, perform, performBatch } = given;
  const rehosted =
    (work: Perform): Perform =>
    (request, data) =>
      work((at, options) => request(at.replace('https://api.hubapi.com', url), options), data);
  const moved = {
    ...given,
    perform: rehosted(perform),
    ...(performBatch && { performBatch: rehosted(performBatch) }),
  };
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default]);
  const mapping = Object.fromEntries(defaults.filter(([, value]) => value !== undefined));
  // The newest validator takes its own name, which has spaces, for a bad URI.
  await run(
    { ...definition, name: 'hubspot', actions: { [action]: moved } },
    action,
    payload,
    {},
    { ...mapping, ...more },
  );
}

async function run(definition: Definition, action: string, payload: object, settings: object, mapping: object) {
  const destination = new Destination(definition);
  const subscribe = ['identify', 'track'].map((type) => `type = "${type}"`).join(' or ');
  const all = {
    ...settings,
    subscription: { partnerAction: action, subscribe, mapping },
    oauth: { access_token: 'token' },
  };
  const results = Array.isArray(payload)
    ? await destination.onBatch(payload, all)
    : await destination.onEvent(payload, all);
  for (const { error } of results) if (error !== undefined) throw error;
}
