import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Relative links of a document that lead to no file, or to no heading of it. */
export function linkProblems(file: string): string[] {
  return linksOf(readFileSync(file, 'utf8'))
    .filter((link) => !/^[a-z]+:/i.test(link))
    .flatMap((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), decodeURI(path));
      if (!existsSync(target)) return [`the link ${link} leads to no file`];
      if (anchor === undefined || !target.endsWith('.md')) return [];
      return anchorsOf(readFileSync(target, 'utf8')).includes(anchor) ? [] : [`the link ${link} leads to no heading`];
    });
}

/** The targets of links and pictures, outside code. */
export function linksOf(markdown: string): string[] {
  const links = withoutCode(markdown).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  return [...links].map(([, target = '']) => target);
}

/** The anchors a forge makes of headings. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  const headings = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  return [...headings].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
}
