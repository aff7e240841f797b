import {
  type Campaign,
  type Content,
  type Decision,
  type Item,
  type Pick,
  type Profile,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import { TOKENS } from '../container/tokens.js';
import { escapeHtml } from './escape-html.js';
import { renderReason } from './render-reason.js';

const LONGEST_SUBJECT = 250;
const LONGEST_BODY = 500_000;

/** Has a campaign write its message in the person's language, and checks what it wrote. */
@injectable()
export class Composer {
  constructor(@inject(TOKENS.Catalog) private readonly catalog: ItemCatalog) {}

  /** @throws SINTONIA_PLUGIN_FAILED when the campaign's `compose` throws or writes what can't be sent. */
  async compose(
    campaign: Campaign,
    about: { readonly profile: Profile; readonly picks: readonly Pick[]; readonly decision: Decision },
  ): Promise<{ readonly content: Content; readonly locale: string }> {
    const items = await this.catalog.all();
    const titleOf = (itemId: string) => titleIn(items, itemId);
    const locale = localeFor(about.profile.traits.locale, campaign.locales ?? ['en']);
    const reasons = (pick: Pick) => pick.reasons.map((reason) => renderReason(reason, locale, titleOf));
    let content: Content;
    try {
      content = await campaign.compose({
        ...about,
        locale,
        reason: (pick) => reasons(pick)[0] ?? '',
        reasons,
        escape: escapeHtml,
      });
    } catch (cause) {
      throw new SintoniaError('PLUGIN_FAILED', 'The compose function of the campaign threw.', {
        field: 'compose',
        cause,
      });
    }
    assertSendable(content);
    const { subject, text, html } = content;
    return { content: { text, ...(subject && { subject }), ...(html && { html }) }, locale };
  }
}

function titleIn(items: ReadonlyMap<string, Item>, itemId: string): string {
  return items.get(itemId)?.title ?? itemId;
}

/** The campaign's language that fits best: the very tag, then the same language, then the campaign's first. */
function localeFor(wanted: string | undefined, spoken: readonly string[]): string {
  const language = wanted?.split('-')[0];
  return (
    spoken.find((tag) => tag === wanted) ??
    spoken.find((tag) => tag === language) ??
    spoken.find((tag) => tag.split('-')[0] === language) ??
    (spoken[0] as string)
  );
}

function assertSendable(content: Content): void {
  const problem = problemOf(content);
  if (problem)
    throw new SintoniaError('PLUGIN_FAILED', `The campaign composed ${problem.what}.`, { field: problem.field });
}

function problemOf(content: Content): { field: string; what: string } | undefined {
  if (typeof content?.text !== 'string' || content.text.length === 0) return { field: 'text', what: 'no text' };
  if (content.text.length > LONGEST_BODY) return { field: 'text', what: 'too long a text' };
  if (content.html !== undefined && (typeof content.html !== 'string' || content.html.length > LONGEST_BODY)) {
    return { field: 'html', what: 'too long an HTML body' };
  }
  const { subject = '' } = content;
  if (typeof subject !== 'string' || subject.length > LONGEST_SUBJECT || /[\r\n\0]/.test(subject)) {
    return { field: 'subject', what: 'a subject that is too long or has line breaks' };
  }
  return undefined;
}
