import { Html } from '../html.js';

/** Follows the reader's light or dark mode, is one column on a phone, and prints in black on white. */
export const style = new Html(`
:root { --ground: #fbfaf7; --sheet: #fff; --ink: #1d2226; --quiet: #5a656d; --line: #e4e1d9; --accent: #0b766f; --on-accent: #fff; --good: #0b766f; --fair: #96600a; --poor: #b3261e; --series-1: #0b766f; --series-2: #c2660c; --series-3: #4f55c8; --series-4: #b0327b; --series-5: #557a1f; --series-6: #64748b; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #14181b; --sheet: #1c2226; --ink: #e8eaeb; --quiet: #9aa6ae; --line: #2d363c; --accent: #4cc4b8; --on-accent: #0c1517; --good: #4cc4b8; --fair: #e3ad54; --poor: #f2877f; --series-1: #4cc4b8; --series-2: #f0a35c; --series-3: #98a0ff; --series-4: #ee86c2; --series-5: #a8cf6a; --series-6: #a3b1c6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body > header, main, body > footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 3rem; }
.brand { margin: 0; color: var(--accent); font-weight: 650; letter-spacing: .04em; }
h1 { margin: .2rem 0 .5rem; font-size: clamp(1.6rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -.015em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1.3rem; letter-spacing: -.01em; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p, ul { margin: .8rem 0; max-width: 46rem; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; }
body > header p { margin: .4rem 0; }
body > header p:last-child, figcaption, summary, dt, body > footer { color: var(--quiet); }
section { margin-top: 3rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .9rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tiles dt, figcaption, summary { font-size: .85rem; }
figure { margin: 1.5rem 0 0; padding: 1rem 1.1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; break-inside: avoid; }
figure h3 { margin-top: 0; }
.plot, .table { overflow-x: auto; }
.plot svg { display: block; width: 100%; min-width: 34rem; height: auto; }
figcaption { margin-top: .6rem; max-width: 46rem; }
details { margin-top: .6rem; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .7rem .4rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
thead th { color: var(--quiet); font-weight: 550; }
tbody th { font-weight: 550; }
.number { text-align: right; white-space: nowrap; }
.number + :not(.number) { padding-left: 1rem; }
.grade.good { color: var(--good); }
.grade.fair { color: var(--fair); }
.grade.poor { color: var(--poor); }
.grade.unknown { color: var(--quiet); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
body > footer { padding-top: 2rem; padding-bottom: 3rem; font-size: .85rem; }
@media print {
  body { font-size: 11pt; background: none; }
  section { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  .plot, .table { overflow: visible; }
  .plot svg { min-width: 0; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`);
