import { parseArgs } from 'node:util';

export const qualityModels = ['auto', 'spectral', 'item-lists', 'ease', 'factors', 'popular'] as const;

export type QualityModel = (typeof qualityModels)[number];

export interface QualityArguments {
  readonly train: string;
  readonly test: string;
  readonly valid: string | undefined;
  readonly model: QualityModel;
  readonly json: boolean;
}

export const qualityUsage = `npm run bench -- quality --train FILE --test FILE [options]

Fits a model on one file and ranks, for everybody in the other, all items that the first doesn't have of them.
Files: a line a person (user item item …), or CSV / TSV with a line an interaction; also .gz

  --valid FILE   what auto chooses by; it is left out of the training file for that
  --model NAME   ${qualityModels.join(', ')} (default: auto)
  --json         one JSON object`;

/** What the command line asks for, or what is wrong with it and how it should be. */
export function readQualityArguments(args: readonly string[]): QualityArguments | { readonly usage: string } {
  const complain = (problem: string) => ({ usage: `${problem}\n\n${qualityUsage}` });
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        train: { type: 'string' },
        test: { type: 'string' },
        valid: { type: 'string' },
        model: { type: 'string', default: 'auto' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { usage: qualityUsage };
    const { train, test, valid, json } = values;
    if (train === undefined) return complain('Train on what? --train FILE');
    if (test === undefined) return complain('Test on what? --test FILE');
    const model = qualityModels.find((each) => each === values.model);
    if (model === undefined) return complain(`There is no model "${values.model}".`);
    return { train, test, valid, model, json };
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
}
