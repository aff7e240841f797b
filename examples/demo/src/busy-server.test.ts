import { createEngine } from '@sintonia/core';
import { smtp } from '@sintonia/email-smtp';
import { DAY } from '@sintonia/spec';
import { SMTPServer } from 'smtp-server';
import { expect, it } from 'vitest';

it('a mail server that says 451, then 250, is given the message once, from the outbox', async () => {
  const accepted: string[] = [];
  let asked = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        asked += 1;
        if (asked === 1) return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        accepted.push(...session.envelope.rcptTo.map(({ address }) => address));
        return done(null, 'taken');
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  let now = Date.UTC(2026, 0);
  const engine = await createEngine({
    clock: { now: () => now },
    delivery: 'manual',
    plugins: [smtp({ url: `smtp://127.0.0.1:${port}` })],
    campaigns: { hello: { channel: 'email', picks: 0, compose: () => ({ subject: 'Hello', text: 'Hello' }) } },
  });
  try {
    await engine.identify({ userId: 'ana', traits: { email: 'ana@example.com' } });
    await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
    await engine.send({ userId: 'ana', campaign: 'hello', occasion: '1' });

    const first = await engine.tick();
    expect(first).toMatchObject({ sent: 0, retrying: 1 });
    expect(accepted).toEqual([]);
    now = first.next as number;
    expect(await engine.tick()).toMatchObject({ sent: 1 });
    expect(accepted).toEqual(['ana@example.com']);
    now += DAY;
    expect(await engine.tick()).toMatchObject({ sent: 0 });
    expect(asked).toBe(2);
  } finally {
    await engine.close();
    await new Promise<void>((resolve) => server.close(resolve));
  }
});
