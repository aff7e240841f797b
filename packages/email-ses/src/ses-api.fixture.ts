import { createHash, createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import localServer from 'aws-ses-v2-local';
import { type ApiAnswer, type ApiRequest, reply } from '../../../tools/servers/mail-api.js';
import { mailProvider } from '../../../tools/servers/mail-provider.js';
import { ses } from './ses.js';
import type { SesOptions } from './ses-options.js';
import { fakeSns, topicArn } from './sns.fixture.js';

// CommonJS, whose default is not where its types say.
const server = localServer as unknown as (config: { host: string; port: number }) => Promise<Server>;

export const credentials = { accessKeyId: 'AKIAHUNTERHUNTER', secretAccessKey: 'hunter-2-hunter-2-hunter-2' };

export function sesFor(url: string, changes: Partial<SesOptions> = {}) {
  return ses({ region: 'eu-west-1', credentials, from: 'shop@example.com', topicArn, url, ...changes }).dispatchers[0];
}

/** What is wrong with a request's signature, by the rules of Signature Version 4 written down a second time. */
export function signatureMistake({ method, path, headers, body }: ApiRequest): string | undefined {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/eu-west-1\/ses\/aws4_request, SignedHeaders=([^,]+), Signature=([\da-f]{64})$/;
  const [, id, day = '', names = '', signature] = given.exec(headers.authorization ?? '') ?? [];
  if (id !== credentials.accessKeyId) return 'no signature of ours';
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, path, '', lines.join(''), names, sha(JSON.stringify(body))].join('\n');
  const scope = `${day}/eu-west-1/ses/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secretAccessKey}`, day), 'eu-west-1'), 'ses'), 'aws4_request');
  return hmac(key, text).toString('hex') === signature ? undefined : 'another signature';
}

export function refusal(
  status: number,
  name: string,
  message = 'No.',
  headers: Record<string, string> = {},
): ApiAnswer {
  return reply(status, { message }, { 'x-amzn-errortype': `${name}:http://internal.amazon.com/`, ...headers });
}

const failures: Partial<Record<ProviderBehaviour, ApiAnswer>> = {
  busy: refusal(503, 'ServiceUnavailable', 'Busy.', { 'retry-after': '0' }),
  refuse: refusal(400, 'BadRequestException', 'Illegal address ana.oneill+shop@example.com'),
  unauthorised: refusal(403, 'UnrecognizedClientException'),
};

interface Stored {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string; readonly html?: string };
}

/** SES reads encoded words in subjects, which the local one leaves as they are. */
function decoded(subject: string): string {
  const words = /=\?UTF-8\?B\?([A-Za-z\d+/=]*)\?=(?: (?==\?UTF-8))?/g;
  return subject.replace(words, (_word, text: string) => Buffer.from(text, 'base64').toString());
}

/** `aws-ses-v2-local`, behind a door that checks signatures and can misbehave. */
export async function localSes(changes: Partial<SesOptions> = {}) {
  const local = await server({ host: '127.0.0.1', port: 0 });
  const { port } = local.address() as AddressInfo;
  const place = `http://127.0.0.1:${port}`;
  await fetch(`${place}/clear-store`, { method: 'POST', headers: { authorization: 'AWS' } });
  const mistakes: string[] = [];

  const provider = await mailProvider(failures, async (request) => {
    const mistake = signatureMistake(request);
    if (mistake !== undefined) mistakes.push(mistake);
    const headers = { authorization: 'AWS', 'content-type': 'application/json' };
    const answer = await fetch(place + request.path, { method: 'POST', headers, body: JSON.stringify(request.body) });
    const text = await answer.text();
    if (answer.status !== 200) mistakes.push(text);
    return reply(answer.status, text);
  });
  const sns = fakeSns();
  const post: typeof fetch = (input, init) => {
    return String(input).startsWith('https://sns.') ? sns.fetch(input, init) : provider.fetch(input, init);
  };
  const stored = async () => {
    const store = (await (await fetch(`${place}/store`)).json()) as { readonly emails: readonly Stored[] };
    return store.emails;
  };
  return {
    ...provider,
    dispatcher: sesFor(provider.url, { fetch: post, ...changes }),
    mistakes,
    stored,
    async delivered(): Promise<readonly Delivered[]> {
      const emails = await stored();
      return emails.map(({ destination, subject, body: { text, html } }) => ({
        to: destination.to.join(', '),
        subject: decoded(subject),
        text,
        ...(html !== undefined && { html }),
      }));
    },
    close() {
      provider.close();
      local.closeAllConnections();
      local.close();
    },
  };
}
