import { createHash } from 'node:crypto';
import { SintoniaError } from '@sintonia/spec';

/** The characters that each shown item takes in a cursor: 48 bits, so that two of 1,000 items are as good as never taken for one. */
const MARK = 8;
const MOST = 1_000;
const FORM = /^[\w-]*$/;

/**
 * Where a page ended, as a text that a browser may hold: a mark for every item that was shown, so that none comes again however
 * the list has changed meanwhile. Says nothing about the person.
 */
export class PageCursor {
  private constructor(private readonly marks: ReadonlySet<string>) {}

  /** @throws SINTONIA_INPUT_INVALID */
  static read(text: string | undefined): PageCursor {
    if (text === undefined) return new PageCursor(new Set());
    if (typeof text !== 'string' || text.length % MARK > 0 || text.length > MOST * MARK || !FORM.test(text)) {
      throw new SintoniaError('INPUT_INVALID', 'after must be the `next` of a list.', { field: 'after' });
    }
    return new PageCursor(new Set(text.match(/.{8}/g) ?? []));
  }

  get isStart(): boolean {
    return this.marks.size === 0;
  }

  has(itemId: string): boolean {
    return this.marks.size > 0 && this.marks.has(markOf(itemId));
  }

  /** The cursor behind a page of these items; undefined when it would be too long. */
  next(itemIds: readonly string[]): string | undefined {
    const marks = [...this.marks, ...itemIds.map(markOf)];
    return marks.length > MOST ? undefined : marks.join('');
  }
}

function markOf(itemId: string): string {
  return createHash('sha256').update(itemId).digest('base64url').slice(0, MARK);
}
