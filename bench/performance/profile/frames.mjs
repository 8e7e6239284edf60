/** What a frame of a CPU profile belongs to. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** V8's names for what is no function. */
const special = {
  '(garbage collector)': 'gc',
  '(idle)': 'idle',
  '(program)': 'native',
  '(root)': 'native',
};

/** @returns `stage` undefined for what is built into the language: it belongs to whoever called it */
export function frameOf({ functionName, url, lineNumber }) {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (Object.hasOwn(special, name)) return { name, where: '', stage: special[name] };
  if (url === '') return { name, where: 'built in', stage: undefined };
  const source = sourceOf(url, lineNumber);
  const { stage, where } = placeOf(source);
  // Lines of the bundle are none of the source's.
  return { name, where: source === url ? `${where}:${lineNumber + 1}` : where, stage };
}

const bundled = new Map();

/** The source of a line of the bundle, which names it above what comes of it. */
function sourceOf(url, lineNumber) {
  if (!/\/dist\/bundle\/[^/]+\.js$/.test(url)) return url;
  let lines = bundled.get(url);
  if (lines === undefined) bundled.set(url, (lines = readFileSync(fileURLToPath(url), 'utf8').split('\n')));
  for (let at = Math.min(lineNumber, lines.length - 1); at >= 0; at--) {
    const named = /^\/\/ ((?:src|node_modules)\/\S+)$/.exec(lines[at]);
    if (named !== null) return `/${named[1]}`;
  }
  return url;
}

function placeOf(url) {
  if (url.startsWith('wasm:')) return { stage: 'wasm', where: url.slice(0, 24) };
  if (url.startsWith('node:internal/modules')) return { stage: 'loading', where: url };
  if (url.startsWith('node:')) return { stage: 'node', where: url };
  const packaged = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(url);
  if (packaged !== null) return { stage: 'packages', where: `${packaged[1]}/${packaged[2].split('/').at(-1)}` };
  const ours = /\/(?:dist|src)\/(.*)$/.exec(url);
  if (ours === null) return { stage: 'other', where: url.split('/').at(-1) };
  const parts = ours[1].split('/');
  return { stage: parts.length > 1 ? parts[0] : '(top)', where: ours[1] };
}
