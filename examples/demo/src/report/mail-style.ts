import { html } from '@sintonia/report';

/** How example messages look. */
export const mailStyle = html`
small, .to { color: var(--quiet); font-size: .85rem; }
.mails { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1rem; align-items: start; }
article { padding: 1rem 1.1rem; min-width: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; }
article header { display: flex; flex-wrap: wrap; gap: .4rem; font-size: .78rem; }
article header span { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .6rem; color: var(--quiet); }
article h3 { margin: .7rem 0 0; }
.to { margin: .1rem 0 .7rem; overflow-wrap: anywhere; }
.letter { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin-bottom: .7rem; padding: .7rem 0; font-size: .95rem; overflow-wrap: anywhere; }
.letter ul { list-style: none; margin: .7rem 0; padding: 0; }
.letter li { margin-top: .5rem; }
.letter li small { display: block; }
.letter p { margin: 0; }
article details ol { padding-left: 1.3rem; }
article details li { margin-top: .4rem; }
`;
