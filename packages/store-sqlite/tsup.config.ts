import { packageBuild } from '../../tools/tsup.js';

export default packageBuild({
  index: 'src/index.ts',
  writer: 'src/writer.ts',
  'upkeep-thread': 'src/upkeep-thread.ts',
});
