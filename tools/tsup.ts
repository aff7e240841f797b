import { defineConfig, type Options } from 'tsup';

/**
 * How every published package is built. `entry` maps the name of a built file to its source.
 * Nothing from outside the package is ever inlined, development dependencies (vitest) included.
 */
export function packageBuild(entry: Record<string, string> = { index: 'src/index.ts' }) {
  const options: Options = {
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    sourcemap: true,
    clean: true,
    skipNodeModulesBundle: true,
    removeNodeProtocol: false,
    external: [/^@sintonia\//, /^vitest/],
    // The types are checked against what the other packages built, not against their source.
    dts: { compilerOptions: { customConditions: [] } },
  };
  return defineConfig(options);
}
