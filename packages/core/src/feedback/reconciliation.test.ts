import { describe, expect, it } from 'vitest';
import { ana, postOffice } from './feedback.fixture.js';

describe('a message of which nobody knew whether it was accepted', () => {
  it.each(['accepted', 'delivered', 'open', 'softBounce', 'hardBounce', 'complaint'] as const)(
    'is sent once its provider reports "%s"',
    async (kind) => {
      const { engine, mailbox, sent, event, report } = await postOffice();
      mailbox.next('lose');
      const sendKey = await sent();
      expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'unknown' });
      await report(event(kind, { sendKey }));
      expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'sent' });
      expect((await engine.messages.list({ state: 'unknown' })).messages).toEqual([]);
      expect((await engine.privacy.export(ana)).entries.exposure).toMatchObject([{ kind: 'message', sendKey }]);
      expect(mailbox.messages).toHaveLength(1);
    },
  );

  it('was never unknown when the report comes before the answer that is lost', async () => {
    const { engine, mailbox, event, report } = await postOffice();
    const { dispatch } = mailbox;
    mailbox.dispatch = async (message, context) => {
      await report(event('delivered', { sendKey: message.sendKey }));
      return dispatch(message, context);
    };
    mailbox.next('lose');
    const { sendKey } = await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    expect(await engine.tick()).toMatchObject({ sent: 1, unknown: 0 });
    expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'sent', delivery: 'delivered' });
  });

  it('stays what it was for a bounce of what surely failed', async () => {
    const { engine, mailbox, sent, event, report } = await postOffice();
    mailbox.next('refuse');
    const sendKey = await sent();
    await report(event('hardBounce', { sendKey }));
    expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'failed' });
    await report(event('delivered', { sendKey }));
    expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'sent' });
  });
});
