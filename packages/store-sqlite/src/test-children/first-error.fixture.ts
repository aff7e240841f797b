// Prints the code of the error that the first commit ends with.
import { isSintoniaError } from '@sintonia/spec';
import { sqlite } from '../sqlite.js';

try {
  await sqlite(process.argv[2] as string).commit({ tenant: 't', append: [] });
} catch (error) {
  console.log(isSintoniaError(error) ? error.code : error);
}
