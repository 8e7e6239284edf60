/** What a frame of a CPU profile belongs to. */

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
  const { stage, where } = placeOf(url);
  return { name, where: `${where}:${lineNumber + 1}`, stage };
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
