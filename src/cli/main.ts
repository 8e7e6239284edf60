/** What bin/ runs. */
import { tuneEngine } from './v8.js';

export { execute } from './execute.js';
export { processIo } from './io.js';

tuneEngine(process.versions.v8);
