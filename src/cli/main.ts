/** What bin/ runs. */
export { execute } from './execute.js';
export { processIo } from './io.js';
