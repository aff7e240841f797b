import { describe, expect, it } from 'vitest';
import { describeFinding } from './finding.js';
import { findingsIn, soundManifest, soundPackage } from './planted-workspace.fixture.js';

const needsSpec = { dependencies: { '@sintonia/spec': 'workspace:^' } };
const useSpec = "import type { Clock } from '@sintonia/spec';\nexport type Watch = Clock;\n";

/** What a fault does to a sound workspace, and the rule and file that must speak, alone. */
const faults: Record<string, [files: Record<string, string | null>, rule: string, file: string]> = {
  'a file is missing': [{ 'packages/spec/LICENSE': null }, 'same-files', 'packages/spec/LICENSE'],
  'a file no other package has': [{ 'packages/spec/todo.txt': '' }, 'same-files', 'packages/spec/todo.txt'],
  'a README of another name': [{ 'packages/spec/README.md': '# Spec\n' }, 'same-files', 'packages/spec/README.md'],
  'a version under 1': [
    soundPackage('spec', (manifest) => (manifest.version = '0.1.0')),
    'manifest-fields',
    'packages/spec/package.json',
  ],
  'other engines': [
    soundPackage('spec', (manifest) => (manifest.engines = { node: '>=18' })),
    'manifest-fields',
    'packages/spec/package.json',
  ],
  'not ESM': [
    soundPackage('spec', (manifest) => (manifest.type = 'commonjs')),
    'manifest-fields',
    'packages/spec/package.json',
  ],
  'a lifecycle script': [
    soundPackage('spec', (manifest) => (manifest.scripts = { build: 'tsup', postinstall: 'node x.js' })),
    'scripts',
    'packages/spec/package.json',
  ],
  'a script of its own': [
    soundPackage('spec', (manifest) => (manifest.scripts = { build: 'tsup', dev: 'tsup --watch' })),
    'scripts',
    'packages/spec/package.json',
  ],
  'an entry that is only in the workspace': [
    soundPackage('spec', (manifest) => (manifest.exports = { ...manifest.exports, './more': {} })),
    'exports-shape',
    'packages/spec/package.json',
  ],
  'an import to the right': [
    {
      ...soundPackage('spec'),
      ...soundPackage('testing', (manifest) => (manifest.dependencies = { '@sintonia/core': 'workspace:^' })),
      'packages/testing/src/index.ts': "export * from '@sintonia/core';\n",
    },
    'import-edges',
    'packages/testing/src/index.ts',
  ],
  'an adapter that imports core by a type': [
    {
      ...soundPackage('email-smtp', (manifest) => (manifest.dependencies = { '@sintonia/core': 'workspace:^' })),
      'packages/email-smtp/src/index.ts': "export type E = import('@sintonia/core').Engine;\n",
    },
    'import-edges',
    'packages/email-smtp/src/index.ts',
  ],
  'an adapter whose tests import core': [
    {
      ...soundPackage('email-smtp', (manifest) => (manifest.devDependencies = { '@sintonia/core': 'workspace:^' })),
      'packages/email-smtp/src/a.test.ts': "import '@sintonia/core';\n",
    },
    'import-edges',
    'packages/email-smtp/src/a.test.ts',
  ],
  'a package that is not in the table': [soundPackage('utils'), 'import-edges', 'packages/utils'],
  'an import nobody declared': [
    { 'packages/spec/src/index.ts': "import 'nodemailer';\n" },
    'declared-imports',
    'packages/spec/src/index.ts',
  ],
  'a builtin without node:': [
    { 'packages/spec/src/index.ts': "import 'fs';\n" },
    'declared-imports',
    'packages/spec/src/index.ts',
  ],
  'a development dependency in source': [
    {
      ...soundPackage('spec', (manifest) => (manifest.devDependencies = { 'fast-check': '1' })),
      'packages/spec/src/index.ts': "import 'fast-check';\n",
    },
    'declared-imports',
    'packages/spec/src/index.ts',
  ],
  'a dependency nobody imports': [
    soundPackage('core', (manifest) => (manifest.dependencies = { eventemitter3: '1' })),
    'declared-imports',
    'packages/core/package.json',
  ],
  'a dependency only tests import': [
    {
      ...soundPackage('core', (manifest) => (manifest.dependencies = { eventemitter3: '1' })),
      'packages/core/src/a.test.ts': "import 'eventemitter3';\n",
    },
    'declared-imports',
    'packages/core/package.json',
  ],
  'inversify outside core': [
    {
      ...soundPackage('segmenters', (manifest) => (manifest.devDependencies = { inversify: '1' })),
      'packages/segmenters/src/a.test.ts': "import 'inversify';\n",
    },
    'container-in-core',
    'packages/segmenters/src/a.test.ts',
  ],
  'inversify in the public types of core, one file away': [
    {
      ...soundPackage('core', (manifest) => (manifest.dependencies = { inversify: '1' })),
      'packages/core/src/index.ts': "import 'inversify';\n",
      'packages/core/dist/index.d.ts': "export * from './chunk.js';\n",
      'packages/core/dist/chunk.d.ts': "export { Container } from 'inversify';\n",
    },
    'container-in-core',
    'packages/core/dist/chunk.d.ts',
  ],
  'a file of two ideas': [
    { 'packages/spec/src/long.ts': 'export {};\n'.repeat(301) },
    'file-length',
    'packages/spec/src/long.ts',
  ],
  'an entry the build does not make': [
    { 'packages/spec/dist/index.d.ts': null },
    'built-files',
    'packages/spec/package.json',
  ],
  'a built file that imports what is not installed': [
    { 'packages/spec/dist/index.js': "import 'vitest';\n" },
    'built-files',
    'packages/spec/dist/index.js',
  ],
  'a built file without its chunk': [
    { 'packages/spec/dist/index.js': "import './chunk-A.js';\n" },
    'built-files',
    'packages/spec/dist/index.js',
  ],
  'an inlined dependency': [
    {
      'packages/spec/dist/index.js.map': JSON.stringify({
        sources: ['../src/index.ts', '../../../node_modules/.pnpm/chai@6/node_modules/chai/index.js'],
      }),
    },
    'nothing-inlined',
    'packages/spec/dist/index.js',
  ],
};

describe('check-packages', () => {
  it('finds nothing in a sound workspace', () => {
    const findings = findingsIn({
      ...soundPackage('spec'),
      ...soundPackage('store-sqlite', (manifest) => {
        Object.assign(manifest, needsSpec, { devDependencies: { '@sintonia/testing': 'workspace:^' } });
      }),
      'packages/store-sqlite/src/index.ts': useSpec,
      'packages/store-sqlite/src/a.test.ts': "import { it } from 'vitest';\nimport '@sintonia/testing';\n",
    });
    expect(findings).toEqual([]);
  });

  it.each(Object.entries(faults))('finds %s', (_, [files, rule, file]) => {
    const findings = findingsIn({ ...soundPackage('spec'), ...files });
    expect(findings.map((each) => [each.rule, each.file])).toContainEqual([rule, file]);
    expect(new Set(findings.map((each) => each.rule))).toEqual(new Set([rule]));
  });

  it('only warns of a file between 200 and 300 lines', () => {
    const [finding] = findingsIn({ ...soundPackage('spec'), 'packages/spec/src/a.ts': 'export {};\n'.repeat(250) });
    expect(finding).toMatchObject({ level: 'warning', rule: 'file-length' });
  });

  it('says nothing about built files before the build', () => {
    const built = Object.keys(soundPackage('spec')).filter((path) => path.includes('/dist/'));
    const files = { ...soundPackage('spec'), ...Object.fromEntries(built.map((path) => [path, null])) };
    expect(findingsIn(files)).toEqual([]);
  });

  it('leaves private packages alone', () => {
    const manifest = { ...soundManifest('scratch'), private: true, version: '0.0.0' };
    expect(findingsIn({ ...soundPackage('spec'), 'packages/scratch/package.json': JSON.stringify(manifest) })).toEqual(
      [],
    );
  });

  it('says where, which rule and what to do', () => {
    const [finding] = findingsIn({ ...soundPackage('spec'), 'packages/spec/src/index.ts': "import 'left-pad';\n" });
    expect(finding && describeFinding(finding)).toBe(
      '✗ packages/spec/src/index.ts [declared-imports] imports left-pad, which package.json does not declare. ' +
        'Add it to dependencies, or, if only tests use this file, end its name in .fixture.ts.',
    );
  });
});
