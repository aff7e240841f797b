import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Check } from './fixture.js';

/** publint: the package.json in the tarball says what is true. */
export const publintIsClean: Check = async ({ tarball }) => {
  const { messages, pkg } = await publint({ pack: { tarball: bytesOf(tarball).buffer }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
};

/**
 * attw: the types say what the code is. Resolution as in Node 10 is of no concern here, and `require` of an ES module
 * works in every Node we support.
 */
export const attwIsClean: Check = async ({ tarball }) => {
  const analysis = await checkPackage(createPackageFromTarballData(bytesOf(tarball)));
  if (analysis.types === false) return ['attw: the package has no types'];
  return analysis.problems
    .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
    .filter((problem) => problem.kind !== 'CJSResolvesToESM')
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
};

const bytesOf = (file: string) => new Uint8Array(readFileSync(file));
