/** Parts of docs/detection-limits.md that programs write: what stands between `<!-- NAME -->` and its end. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../docs/detection-limits.md', import.meta.url));

/** @throws where the page has no such part */
export async function writePart(name, lines) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = (await readFile(page, 'utf8')).split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page} has no "${start}" … "${end}"`);
  await writeFile(page, `${before}${[start, '', ...lines, '', end].join('\n')}${after}`);
}

export const asCode = lines => ['```', ...lines, '```'];
