import { describe, expect, it } from 'vitest';
import { carriesNoEngine } from './lean.js';
import { packedFixture, plantedFixture } from './planted-fixture.fixture.js';
import { attwIsClean, publintIsClean } from './publishing.js';
import { loads } from './runtime.js';
import { typeProblems } from './types.js';

const built = 'node_modules/@sintonia/email-smtp/dist';

describe('loads', () => {
  it('is content with a sound package', async () => {
    expect(await loads(plantedFixture())).toEqual([]);
  });

  it('finds an import that is not installed', async () => {
    const [problem] = await loads(plantedFixture({ [`${built}/index.js`]: "import 'left-pad';\n" }));
    expect(problem).toContain("Cannot find package 'left-pad'");
  });

  it('finds what require cannot load', async () => {
    const [problem] = await loads(plantedFixture({ [`${built}/index.js`]: 'export const one = await 1;\n' }));
    expect(problem).toContain('ERR_REQUIRE_ASYNC_MODULE');
  });
});

describe('carriesNoEngine', () => {
  it('finds the container, however deep', async () => {
    const deep = 'node_modules/a/node_modules/@scope/b/node_modules/inversify/package.json';
    expect(await carriesNoEngine(plantedFixture())).toEqual([]);
    expect(await carriesNoEngine(plantedFixture({ [deep]: '{}' }))).toEqual([
      'installing it brings inversify; see its dependencies',
    ]);
  });
});

describe('typeProblems', () => {
  it('is content with a sound package', () => {
    expect(typeProblems([plantedFixture()]).get('email-smtp')).toEqual([]);
  });

  it('finds types that need what is not installed, in every mode', () => {
    const fixture = plantedFixture({ [`${built}/index.d.ts`]: "export { Clock } from '@sintonia/spec';\n" });
    const problems = typeProblems([fixture]).get('email-smtp') ?? [];
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['types under nodenext', 'types under bundler']);
    expect(problems[0]).toContain("Cannot find module '@sintonia/spec'");
  });
});

describe('publishing', () => {
  it('is content with a sound package', async () => {
    const fixture = await packedFixture({ [`${built}/../LICENSE`]: 'MIT' });
    expect(await publintIsClean(fixture)).toEqual([]);
    expect(await attwIsClean(fixture)).toEqual([]);
  });

  it('finds an entry that was not packed', async () => {
    const fixture = await packedFixture({ [`${built}/index.d.ts`]: null });
    expect((await publintIsClean(fixture)).join()).toContain('does not exist');
    expect((await attwIsClean(fixture)).join()).toMatch(/no types|UntypedResolution/);
  });
});
