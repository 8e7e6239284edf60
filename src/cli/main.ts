/** What bin/ runs. */
import { keepStatesYoung } from './heap.js';

export { execute } from './execute.js';
export { processIo } from './io.js';

keepStatesYoung(process.versions.v8);
