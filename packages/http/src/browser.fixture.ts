// @ts-expect-error: its types bring those of browsers into every package of ours, where they hide what Node has not.
import { JSDOM } from 'jsdom';

/** As much of the DOM as tests ask for. */
export interface PageElement {
  readonly lang: string;
  readonly name: string;
  readonly type: string;
  readonly tagName: string;
  readonly textContent: string | null;
  value: string;
  checked: boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  closest(selector: string): PageElement | null;
}

export interface PageDocument extends PageElement {
  readonly title: string;
  readonly documentElement: PageElement;
}

/** A page as a browser understands it. */
export function parsedPage(html: string): PageDocument {
  return new JSDOM(html).window.document;
}

/** What a browser sends when somebody presses this button. */
export function formOf(document: PageDocument, button: string): FormData {
  const form = new FormData();
  for (const field of document.querySelectorAll('input, select, button')) {
    const isOff = ['checkbox', 'radio'].includes(field.type) && !field.checked;
    if (isOff || (field.tagName === 'BUTTON' && field.value !== button)) continue;
    form.append(field.name, field.value);
  }
  return form;
}

/** A window in which scripts run, at this address. */
export function openWindow(url: string): Record<string, unknown> & { close(): void; eval(script: string): unknown } {
  const { window } = new JSDOM('<!doctype html><title>Mugs</title>', {
    url,
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  });
  return window;
}
