/** What is going on, on standard error: a line that the next one replaces, where somebody looks on. */
export function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
