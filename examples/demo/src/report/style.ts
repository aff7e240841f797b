import { Html } from './html.js';

/** Follows the reader's light or dark mode; one column on a phone. */
export const style = new Html(`
:root { --ground: #fbfaf7; --sheet: #fff; --ink: #1d2226; --quiet: #5f6a72; --line: #e4e1d9; --accent: #0b766f; --on-accent: #fff; --muted: #b9b3a5; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181b; --sheet: #1c2226; --ink: #e8eaeb; --quiet: #9aa6ae; --line: #2d363c; --accent: #4cc4b8; --on-accent: #0c1517; --muted: #5d686f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body > header, main, body > footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 3rem; }
.brand { margin: 0; color: var(--accent); font-weight: 650; letter-spacing: .04em; }
h1 { margin: .2rem 0 .5rem; font-size: clamp(1.6rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 0 0 .75rem; font-size: 1.3rem; letter-spacing: -.01em; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .8rem; max-width: 46rem; }
body > header p:last-child, figcaption, small, .to, .tiles span, body > footer { color: var(--quiet); }
small, figcaption { font-size: .85rem; }
section { margin-top: 3rem; }
ul, ol { padding-left: 1.2rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin-top: 2rem; }
.tiles div, article { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; }
.tiles div { padding: .9rem 1rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles span { font-size: .9rem; }
.bars { list-style: none; margin: 0 0 1rem; padding: 0; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .45rem 0; align-items: baseline; }
.bars svg { grid-column: 1 / -1; width: 100%; height: .6rem; border-radius: .3rem; }
.name { font-weight: 550; }
.name small { font-weight: 400; margin-left: .35rem; }
.figure { font-variant-numeric: tabular-nums; }
.rail { fill: var(--line); }
.bar { fill: var(--accent); }
.bar.muted { fill: var(--muted); }
.measures { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 0 2.5rem; margin-bottom: .5rem; }
.measures h3 { margin-top: .25rem; }
figure { margin: 0; }
.heat { display: block; width: 100%; max-width: 34rem; height: auto; }
.heat text { font-size: 16px; text-anchor: middle; fill: var(--ink); font-variant-numeric: tabular-nums; }
.heat .strong { fill: var(--on-accent); }
.heat .label { font-size: 13px; fill: var(--quiet); }
.heat .end { text-anchor: end; }
.cell { fill: var(--accent); }
.mails { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1rem; align-items: start; }
article { padding: 1rem 1.1rem; min-width: 0; }
article header { display: flex; flex-wrap: wrap; gap: .4rem; font-size: .78rem; }
article header span { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .6rem; color: var(--quiet); }
article h3 { margin: .7rem 0 0; }
.to { margin: .1rem 0 .7rem; font-size: .85rem; overflow-wrap: anywhere; }
.letter { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin-bottom: .7rem; padding: .7rem 0; font-size: .95rem; overflow-wrap: anywhere; }
.letter ul { list-style: none; margin: .7rem 0; padding: 0; }
.letter li { margin-top: .5rem; }
.letter li small { display: block; }
.letter p { margin: 0; }
details { font-size: .92rem; }
.tiles + details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--accent); font-weight: 550; }
details ol { padding-left: 1.3rem; }
details li { margin-top: .4rem; }
details ul li { margin-top: .1rem; }
body > footer { margin-top: 3rem; padding-bottom: 3rem; font-size: .9rem; }
`);
