import { builtinModules } from 'node:module';
import type { Finding } from '../finding.js';
import { type CheckedPackage, isTestFile, packageNameOf, type Workspace } from '../workspace.js';

/** What is imported is declared, and what is declared is imported. */
export function declaredImports({ manifest, packages }: Workspace): Finding[] {
  const ofTheRoot = Object.keys(manifest.devDependencies ?? {});
  return packages.flatMap((pkg) => [...undeclared(pkg, ofTheRoot), ...unused(pkg)]);
}

function undeclared({ id, manifest, sources }: CheckedPackage, ofTheRoot: readonly string[]): Finding[] {
  const runtime = [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })];
  const tests = [...runtime, ...Object.keys(manifest.devDependencies ?? {}), ...ofTheRoot];

  return sources.flatMap(({ path, imports }) => {
    const declared = isTestFile(path) ? tests : runtime;
    const names = new Set(imports.map(packageNameOf).filter((name) => name !== null));
    return [...names]
      .filter((name) => !declared.includes(name))
      .map((name) => ({
        level: 'error' as const,
        file: `packages/${id}/${path}`,
        rule: 'declared-imports',
        message: `imports ${name}, which package.json does not declare`,
        fix: builtinModules.includes(name)
          ? `Write node:${name}`
          : isTestFile(path)
            ? 'Add it to devDependencies'
            : 'Add it to dependencies, or, if only tests use this file, end its name in .fixture.ts',
      }));
  });
}

function unused({ id, manifest, sources }: CheckedPackage): Finding[] {
  const isUsed = (name: string, inTests: boolean) =>
    sources.some(
      ({ path, imports }) => (inTests || !isTestFile(path)) && imports.some((each) => packageNameOf(each) === name),
    );
  const finding = (name: string, message: string): Finding => ({
    level: 'error',
    file: `packages/${id}/package.json`,
    rule: 'declared-imports',
    message,
    fix: `Remove ${name}, or put it where it is used`,
  });
  const runtime = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const development = Object.keys(manifest.devDependencies ?? {}).filter((name) => !runtime.includes(name));

  return [
    ...runtime
      .filter((name) => !isUsed(withoutTypes(name), false))
      .map((name) => finding(name, `declares ${name}, which no source file imports`)),
    ...development
      .filter((name) => !isUsed(withoutTypes(name), true))
      .map((name) => finding(name, `declares ${name} for development, which no file imports`)),
  ];
}

/** `@types/nodemailer` is used where nodemailer is. */
const withoutTypes = (name: string) => name.replace(/^@types\//, '').replace(/^(.+)__(.+)$/, '@$1/$2');
