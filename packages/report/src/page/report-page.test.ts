import { describe, expect, it } from 'vitest';
import { html } from '../html.js';
import type { Block, Report } from '../report.js';
import { reportPage } from './report-page.js';

const EVIL = '</title><script>alert("x")</script><img src=x onerror=alert(1)>\'"]]>';

/** Every kind of block, with one text wherever a text can stand. */
function blocksOf(text: string): readonly Block[] {
  const titled = { title: text, description: text };
  const series = [
    { name: text, values: [3, null] },
    { name: `${text}2`, values: [-1, 4] },
  ];
  return [
    { block: 'text', text },
    { block: 'list', entries: [text, text] },
    { block: 'tiles', tiles: [{ name: text, value: text }] },
    {
      block: 'table',
      title: text,
      columns: [{ name: text }, { name: text }],
      rows: [[text, { value: text, grade: 'good' }]],
    },
    { block: 'bars', ...titled, categories: [text, 'b'], series },
    { block: 'lines', ...titled, places: [text, 'b'], series },
    {
      block: 'grid',
      ...titled,
      columns: [text, 'b'],
      rows: [text],
      columnTitle: text,
      rowTitle: text,
      values: [[1, null]],
    },
    { block: 'flow', ...titled, sides: [text, text], flows: [{ from: text, to: text, value: 2 }] },
    { block: 'reliability', ...titled, bins: [{ predicted: 0.2, observed: 0.3, people: 10 }] },
  ];
}

const report = (text: string): Report => ({
  title: text,
  summary: text,
  sections: [{ heading: text, blocks: blocksOf(text) }],
  footer: text,
});

const page = reportPage(report('plain'));

describe('a report page', () => {
  it('runs nothing and asks nobody, whatever it is given', () => {
    const evil = reportPage(report(EVIL));
    for (const written of [page, evil]) {
      expect(written).toContain(
        `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
      );
      expect(written).not.toMatch(/<(?:script|link|img|iframe|object|embed|image|use|a)\b/i);
      // Without what stands in quotes, where a text may say anything.
      expect(written.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\s(?:on\w+|src|href|srcset|xlink:href)\s*=/i);
      expect(written).not.toMatch(/url\((?!#)|@import/i);
      // Names of XML namespaces are no addresses to go to.
      expect(written.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/i);
    }
  });

  it('adds no element for what stands in a text', () => {
    const tags = (written: string) => written.match(/<[a-z!/][^\s>]*/gi)?.sort();
    expect(tags(reportPage(report(EVIL)))).toEqual(tags(page));
  });

  it('gives each plot a name, a description and its data', () => {
    const plots = page.match(/<figure>[\s\S]*?<\/figure>/g) ?? [];
    expect(plots).toHaveLength(5);
    for (const plot of plots) {
      const [, title, what] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(plot) ?? [];
      expect(plot).toContain(`<title id="${title}">plain</title><desc id="${what}">plain</desc>`);
      expect(plot).toMatch(/<details><summary>[\s\S]*<table>/);
    }
  });

  it('gives every id once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the same bytes each time', () => {
    expect(reportPage(report('plain'))).toBe(page);
  });

  it('speaks Spanish', () => {
    const spanish = reportPage({ ...report('hola'), language: 'es' });
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain('Los datos de este gráfico');
    expect(spanish).not.toContain('The data of');
  });

  it('writes numbers as the language does', () => {
    const blocks: Block[] = [
      {
        block: 'table',
        title: 't',
        columns: [{ name: 'a', format: 'whole' }, { name: 'b', format: 'percent' }, { name: 'c' }],
        rows: [[12_345.6, 0.1234, 1_234.5678]],
      },
    ];
    const cells = (language: 'en' | 'es') =>
      [
        ...reportPage({ title: 't', language, sections: [{ heading: 'h', blocks }] }).matchAll(
          /<t[dh] ?[^>]*class="number">([^<]*)<\/t[dh]>/g,
        ),
      ]
        .map(([, text]) => text?.replace('\u00a0', ' '))
        .slice(-2);
    expect(cells('en')).toEqual(['12.3%', '1,234.568']);
    expect(cells('es')).toEqual(['12,3 %', '1.234,568']);
  });

  it('shows a dash where there is no number, and draws on', () => {
    const blocks: Block[] = [
      {
        block: 'bars',
        title: 't',
        description: 'd',
        categories: ['a', 'b'],
        series: [{ name: 's', values: [Number.NaN, Infinity] }],
      },
      {
        block: 'grid',
        title: 't',
        description: 'd',
        columns: ['a'],
        rows: ['b'],
        columnTitle: 'c',
        rowTitle: 'r',
        values: [[Number.NaN]],
      },
      {
        block: 'flow',
        title: 't',
        description: 'd',
        sides: ['a', 'b'],
        flows: [{ from: 'a', to: 'b', value: Number.NaN }],
      },
      { block: 'reliability', title: 't', description: 'd', bins: [{ predicted: Number.NaN, observed: 1, people: 1 }] },
      { block: 'lines', title: 't', description: 'd', places: [], series: [] },
    ];
    const written = reportPage({ title: 't', sections: [{ heading: 'h', blocks }] });
    expect(written).not.toMatch(/NaN|Infinity/);
    expect(written).toContain('>–<');
  });

  it('takes HTML of your own, escaped where you put something in', () => {
    const own = html`<aside class="note">${EVIL}</aside>`;
    const written = reportPage({
      title: 't',
      sections: [{ heading: 'h', blocks: [own] }],
      style: html`.note { color: red; }`,
    });
    expect(written).toContain('<aside class="note">&#60;');
    expect(written).toContain('.note { color: red; }');
    expect(written).not.toContain('<script');
  });

  it('leaves something of small numbers', () => {
    const tiles = [0.009_87, 0.12345, 0, -0.000_123_45].map((value) => ({ name: 'n', value }));
    const written = reportPage({ title: 't', sections: [{ heading: 'h', blocks: [{ block: 'tiles', tiles }] }] });
    expect([...written.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, text]) => text)).toEqual([
      '0.00987',
      '0.123',
      '0',
      '-0.000123',
    ]);
  });

  it('tells grades by a word, too', () => {
    const graded = reportPage({
      title: 't',
      sections: [
        { heading: 'h', blocks: [{ block: 'tiles', tiles: [{ name: 'n', value: { value: 3, grade: 'poor' } }] }] },
      ],
    });
    expect(graded).toContain('<span class="heard">poor</span>');
  });

  it('takes names such as __proto__', () => {
    const flows = ['__proto__', 'constructor'].map((name) => ({ from: name, to: name, value: 1 }));
    const blocks: Block[] = [{ block: 'flow', title: 't', description: 'd', sides: ['a', 'b'], flows }];
    expect(reportPage({ title: 't', sections: [{ heading: 'h', blocks }] })).toMatch(
      /__proto__ {2}1<[\s\S]*constructor {2}1</,
    );
  });
});
