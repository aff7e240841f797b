import { describe, expect, it } from 'vitest';
import { postOffice, secret } from '../feedback/feedback.fixture.js';
import { coded, testEngine } from '../test-engine.fixture.js';

describe('a message', () => {
  it('carries the way out, unless the person asked for it', async () => {
    const { sent, mailbox, tokenOf, engine } = await postOffice({
      unsubscribe: { url: 'https://shop.example/leave?shop=1', secret, mailto: 'leave@shop.example' },
    });
    await sent('news');
    expect(mailbox.messages[0]?.unsubscribe).toEqual({
      url: `https://shop.example/leave?shop=1&token=${tokenOf()}`,
      mailto: 'leave@shop.example',
    });
    expect(await engine.subscriptions.of(tokenOf())).toMatchObject({ topic: 'news' });
    await sent('receipt');
    expect(mailbox.messages[1]).not.toHaveProperty('unsubscribe');
  });

  it('may show it in its text', async () => {
    const compose = ({ unsubscribe }: { unsubscribe?: { url: string } }) => ({ text: `Leave: ${unsubscribe?.url}` });
    const { sent, mailbox } = await postOffice({ campaigns: { hello: { channel: 'email', picks: 0, compose } } });
    await sent();
    const [message] = mailbox.messages;
    expect(message?.content.text).toBe(`Leave: ${message?.unsubscribe?.url}`);
  });

  it('has none where none is set up, and diagnose says so', async () => {
    const { sent, mailbox, engine } = await postOffice({ unsubscribe: undefined as never });
    await sent();
    expect(mailbox.messages[0]).not.toHaveProperty('unsubscribe');
    expect((await engine.diagnose()).findings).toContainEqual(
      expect.objectContaining({
        finding: 'noUnsubscribe',
        severity: 'notice',
        facts: { campaigns: ['hello', 'news', 'offers'] },
      }),
    );
    expect((await (await postOffice()).engine.diagnose()).findings).not.toContainEqual(
      expect.objectContaining({ finding: 'noUnsubscribe' }),
    );
  });
});

const campaign = { channel: 'email', compose: () => ({ text: 'Hello' }) };
it.each<[object, string]>([
  [{ unsubscribe: { url: 'http://shop.example', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'shop.example', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'https://shop.example?token=1', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'https://shop.example', secret: 'short' } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example' } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example', secret, secrets: [secret] } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example', secrets: [] } }, 'unsubscribe.secrets'],
  [
    { unsubscribe: { url: 'https://shop.example', secret, mailto: 'leave@shop.example?subject=x' } },
    'unsubscribe.mailto',
  ],
  [{ unsubscribe: { url: 'https://shop.example', secret, key: 1 } }, 'unsubscribe.key'],
  [{ campaigns: { news: { ...campaign, topic: '' } } }, 'campaigns.news.topic'],
  [{ campaigns: { news: { ...campaign, topic: 'x'.repeat(65) } } }, 'campaigns.news.topic'],
  [{ campaigns: { news: { ...campaign, purpose: 'service', topic: 'x' } } }, 'campaigns.news.topic'],
  [
    { campaigns: { news: { ...campaign, topic: 'x' }, survey: { ...campaign, purpose: 'research', topic: 'x' } } },
    'campaigns.survey.topic',
  ],
])('createEngine refuses %j, and names %s', async (options, field) => {
  const error = await testEngine(options).catch((thrown: Error) => thrown);
  expect(error).toMatchObject(coded('OPTION_INVALID', field));
  expect(String(error)).not.toContain('short');
});
