import { expect, it } from 'vitest';

interface Kinds {
  counted(script: string): [kind: string, samples: { main: number; all: number }][];
}

// A program of bench/ has no types.
const program = new URL('../../bench/performance/profile/kinds.mjs', import.meta.url).href;
const { counted } = (await import(program)) as Kinds;

const node = '(/usr/bin/node)';
const map = '(/tmp/perf-7.map)';

it.each([
  [`JS:wasm-function[7]-7-turbofan ${map}`, 'WebAssembly'],
  [`JS:*addRun file:///work/dist/bundle/measures.js:439:8 ${map}`, 'JavaScript, optimised'],
  [`JS:~judging file:///work/dist/bundle/judge.js:1:1 ${map}`, 'JavaScript, not optimised'],
  [`Builtins_LoadIC ${node}`, 'JavaScript, not optimised'],
  [`v8::internal::compiler::GraphReducer::ReduceTop ${node}`, 'optimising'],
  [`v8::internal::Scavenger::ScavengeObject<v8::internal::FullHeapObjectSlot> ${node}`, 'collecting garbage'],
  [`v8::internal::Scanner::Next ${node}`, 'parsing'],
  [`sha256_block_data_order_shaext ${node}`, 'hashing files'],
  ['finish_task_switch.isra.0 ([kernel.kallsyms])', 'kernel'],
  ['__memmove_avx512_unaligned_erms (/usr/lib/x86_64-linux-gnu/libc.so.6)', 'libraries'],
  [`v8::internal::relaxed_memmove ${node}`, 'V8 and Node, else'],
  ['[unknown] ([unknown])', 'V8 and Node, else'],
])('%s', (sample, kind) => {
  const samples = [`      7/7      7f94933 ${sample}`, `      7/12     7f94933 ${sample}`, 'no sample at all'];
  const kinds = counted(samples.join('\n'));
  expect(kinds.filter(([, { all }]) => all > 0)).toEqual([[kind, { main: 1, all: 2 }]]);
});
