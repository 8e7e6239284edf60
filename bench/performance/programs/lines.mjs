import { createReadStream } from 'node:fs';

/** Calls `take` with each line of a file, without its end; no promise a line. */
export async function eachLine(file, take) {
  let rest = '';
  for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const parts = (rest + text).split('\n');
    rest = parts.pop();
    for (const line of parts) take(line);
  }
  if (rest !== '') take(rest);
}
