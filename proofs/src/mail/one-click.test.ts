import type { AddressInfo } from 'node:net';
import { createEngine } from '@sintonia/core';
import { smtp } from '@sintonia/email-smtp';
import { http } from '@sintonia/http';
import type { Campaign } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';

/** A mail server that keeps what it takes. */
async function mailServer() {
  const taken: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { taken, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

const weekly: Campaign = {
  channel: 'email',
  topic: 'news',
  picks: 0,
  compose: () => ({ subject: 'Hello', text: 'Hello' }),
};
const { topic: _, ...untold } = weekly;
const receipt: Campaign = { ...untold, purpose: 'service' };

/** Somebody who has got one mail of a campaign, its headers, and the door behind the way out. */
async function sent(campaign: 'weekly' | 'receipt') {
  const { taken, url } = await mailServer();
  const { options } = inMemory();
  const plugins = [smtp({ url, from: 'shop@example.com' })];
  const unsubscribe = { url: 'https://shop.example/unsubscribe', secret: 'nobody can guess this one, can they?' };
  const engine = await createEngine({ ...options, plugins, campaigns: { weekly, receipt }, unsubscribe });
  onTestFinished(() => engine.close());
  await engine.identify({ userId: 'ana', traits: { email: 'ana@example.com' } });
  await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
  await engine.send({ userId: 'ana', campaign, occasion: 'one' });
  await engine.tick();
  expect(taken).toHaveLength(1);
  const { headers } = await PostalMime.parse(taken[0] as Buffer);
  const header = (key: string) => headers.find((each) => each.key === key)?.value;
  return { engine, door: http(engine, {}), header };
}

// RFC 8058, section 3: the receiver posts exactly what the header says to the address in the other header, and nothing else.
it('the way out of a mail that was really sent is one post, and nothing that looks at it', async () => {
  const { engine, door, header } = await sent('weekly');
  const body = header('list-unsubscribe-post');
  expect(body).toBe('List-Unsubscribe=One-Click');
  const [, address = ''] = /<(https:[^>]+)>/.exec(header('list-unsubscribe') ?? '') ?? [];
  const isSubscribed = async () => (await engine.subscriptions.of({ userId: 'ana' })).topics[0]?.subscribed;

  for (const method of ['GET', 'HEAD']) expect((await door.handle(new Request(address, { method }))).status).toBe(200);
  expect(await isSubscribed(), 'a link scanner has looked').toBe(true);

  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await door.handle(new Request(address, { method: 'POST', headers, body: body as string }));
  expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([200, null, null]);
  expect(await isSubscribed()).toBe(false);
  expect(await engine.send({ userId: 'ana', campaign: 'weekly', occasion: 'two' })).toMatchObject({ status: 'held' });
  expect(await engine.send({ userId: 'ana', campaign: 'receipt', occasion: 'two' })).toMatchObject({
    status: 'queued',
  });
});

it('a mail that somebody asked for has no way out', async () => {
  const { header } = await sent('receipt');
  expect([header('list-unsubscribe'), header('list-unsubscribe-post')]).toEqual([undefined, undefined]);
});
