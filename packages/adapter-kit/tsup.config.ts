import { packageBuild } from '../../tools/tsup.js';

export default packageBuild({ index: 'src/index.ts', mail: 'src/mail/index.ts', preflight: 'src/preflight/index.ts' });
