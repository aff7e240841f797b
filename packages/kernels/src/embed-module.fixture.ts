import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileModule } from './compile-module.fixture.js';
import { embeddedSource } from './embedded-source.fixture.js';

// The task `npm run kernels`: after a change in assembly/, compiles it and embeds the bytes.
const target = fileURLToPath(new URL('./module-bytes.ts', import.meta.url));
const text = embeddedSource(await compileModule());
writeFileSync(target, text);
console.log(`${target}: ${text.length} bytes`);
