import { appendFileSync } from 'node:fs';

/** Says what was tried and found: `npm run test:deep` gathers it and shows it at the end. */
export function tell(text: string): void {
  const file = process.env.SINTONIA_REPORT;
  if (file === undefined) console.log(text);
  else appendFileSync(file, `${text}\n`);
}
