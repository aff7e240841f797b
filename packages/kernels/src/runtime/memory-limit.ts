const PAGE = 65_536;
const MOST_PAGES = 65_536;

/** Whether a WebAssembly memory can be so large. */
export const fits = (bytes: number): boolean => bytes <= MOST_PAGES * PAGE;

/** The pages of a WebAssembly memory. @throws RangeError for more than its 4 GiB. */
export function pagesFor(bytes: number): number {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  if (!(pages <= MOST_PAGES)) {
    const gibibytes = (bytes / 2 ** 30).toFixed(1);
    throw new RangeError(`This needs ${gibibytes} GiB in one piece; WebAssembly gives at most 4 GiB.`);
  }
  return pages;
}
