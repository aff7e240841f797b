import { AwsV4Signer } from 'aws4fetch';
import type { Credentials } from './ses-options.js';

export interface Signing {
  readonly url: URL;
  readonly body: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The headers of a JSON post that is signed by Signature Version 4. AWS takes it for five minutes around `now`. */
export async function signedHeaders({ url, body, region, credentials, now }: Signing): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    method: 'POST',
    url: url.href,
    headers: { 'content-type': 'application/json' },
    body,
    service: 'ses',
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
