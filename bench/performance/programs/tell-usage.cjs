/* global process */
// Loaded before a program: writes at its end what the process has used, all threads together, to the file TELL_USAGE.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.once('exit', () => writeFileSync(process.env.TELL_USAGE, JSON.stringify(process.resourceUsage())));
}
