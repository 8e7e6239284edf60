/** Prompts that people really sent, from a folder of public collections: JSON or JSON lines, none of it in this project. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Collections that were made to have a model answer them; all others are questions of people. People ask such things
 * too: every other prompt of a collection is for innocents, so that the subject gives nobody away. */
const collected = /alpaca|roleplay|distill|synthetic/i;
/** Prompts that grade or test are no chat. */
const others = /judge|humaneval/i;

/** @returns {{ benign: string[], harvest: string[] } | undefined} undefined where the folder is absent */
export function promptsIn(folder) {
  if (!existsSync(folder)) return undefined;
  const prompts = { benign: [], harvest: [] };
  for (const name of readdirSync(folder).sort()) {
    if (others.test(name) || !/\.jsonl?(\.gz)?$/.test(name)) continue;
    const texts = recordsOf(path.join(folder, name)).flatMap(textsOf);
    for (const [i, text] of texts.entries())
      (collected.test(name) && i % 2 === 1 ? prompts.harvest : prompts.benign).push(text);
  }
  return prompts;
}

function recordsOf(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (!/\.jsonl/.test(file)) return JSON.parse(text);
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

/** Alpaca and its kin say instruction and input; MT-bench has turns; others a prompt. */
function textsOf({ instruction, input, prompt, turns }) {
  if (typeof instruction === 'string') return [[instruction, input].filter(part => part).join('\n')];
  const texts = typeof prompt === 'string' ? [prompt] : (turns ?? []);
  return texts.map(turn => (typeof turn === 'string' ? turn : turn.content)).filter(text => typeof text === 'string');
}
