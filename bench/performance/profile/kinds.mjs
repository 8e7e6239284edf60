/**
 * What the processor does in a run, V8's own threads included: its profiler sees only those that run JavaScript. Samples of
 * Linux `perf`, by the kind of code they fall into.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { progress } from '../progress.mjs';
import { withScratchFile } from '../scratch-file.mjs';

/** Samples a second, of each thread while it runs; a clock that virtual machines have, too. */
const record = ['record', '-q', '-e', 'cpu-clock', '-F', '1999'];
const mostOutput = 1 << 30;

/** Kinds in the order in which they are asked, by library and symbol. */
const kinds = [
  ['WebAssembly', (library, symbol) => isCompiled(library) && symbol.includes('wasm')],
  [
    'JavaScript, optimised',
    (library, symbol) => isCompiled(library) && /^(JS|Function|Eval|Script|RegExp):?\*/.test(symbol),
  ],
  ['JavaScript, not optimised', (library, symbol) => isCompiled(library) || symbol.startsWith('Builtins_')],
  ['kernel', library => library.startsWith('[kernel') || library.endsWith('.ko')],
  ['optimising', (_, symbol) => /compiler::|turboshaft|OptimizedCompilation|Turbofan|Liftoff|wasm::/.test(symbol)],
  [
    'collecting garbage',
    (_, symbol) =>
      /Scaveng|Mark(Compact|ing)|Sweep|Evacuat|PointersUpdat|BodyDescriptor|SlotSet|Worklist|GCTracer/.test(symbol),
  ],
  ['parsing', (_, symbol) => /Parser|Scanner|interpreter::|Ast[A-Z]|DeclarationScope|Utf8Decoder/.test(symbol)],
  ['hashing files', (_, symbol) => /sha(256|512)?_|SHA256/.test(symbol)],
  ['libraries', library => /\/lib[^/]*\.so/.test(library)],
  ['V8 and Node, else', () => true],
];

function isCompiled(library) {
  return /perf-\d+\.map|\[JIT\]|jitted/.test(library);
}

/** Whether `perf` is here and may be used. */
export function canSample() {
  return withScratchFile(
    data => spawnSync('perf', [...record, '-o', data, '--', 'true'], { stdio: 'ignore' }).status === 0,
  );
}

/** @param command of a Node program, its paths absolute @returns samples by kind: of the main thread, and of all */
export function kindsOf([node, ...args]) {
  return withScratchFile(data => {
    progress('sampling all threads with perf');
    const run = spawnSync('perf', [...record, '-o', data, '--', node, '--perf-basic-prof', ...args], {
      // V8 leaves logs of its own where it runs.
      cwd: path.dirname(data),
      stdio: 'ignore',
    });
    if (run.status !== 0) throw new Error(`perf record: exit ${run.status ?? run.error?.message}`);
    const script = ['script', '-i', data, '-F', 'pid,tid,sym,ip,dso'];
    const { stdout, status } = spawnSync('perf', script, { encoding: 'utf8', maxBuffer: mostOutput });
    if (status !== 0) throw new Error(`perf script: exit ${status}`);
    progress('');
    // Node has written which of its code lies where.
    for (const id of new Set(stdout.match(/^ *\d+(?=\/)/gm))) rmSync(`/tmp/perf-${id.trim()}.map`, { force: true });
    return counted(stdout);
  });
}

/** One sample a line: `1234/1240  7f00aa some::symbol (/path/of/library)`. */
export function counted(script) {
  const counts = new Map(kinds.map(([kind]) => [kind, { main: 0, all: 0 }]));
  for (const [, process, thread, symbol, library] of script.matchAll(
    /^\s*(\d+)\/(\d+)\s+[\da-f]+\s+(.*) \((.*)\)$/gm,
  )) {
    const [kind] = kinds.find(([, is]) => is(library, symbol));
    const count = counts.get(kind);
    count.all++;
    if (thread === process) count.main++;
  }
  return [...counts].sort((a, b) => b[1].all - a[1].all);
}
