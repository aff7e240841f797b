import { expect, it } from 'vitest';
import { html } from './html.js';

it('escapes whatever is put in, and only once', () => {
  const title = '<script>alert("1")</script> & \'co\'';
  const inner = html`<b title="${title}">${title}</b>`;
  expect(inner.text).not.toContain('<script');
  expect(inner.text).toBe(html`${inner}`.text);
  expect(html`${[inner, inner]} ${3}`.text).toBe(`${inner.text}${inner.text} 3`);
});
