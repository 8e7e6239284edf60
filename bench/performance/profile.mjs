/** Where revenuer spends its time: `node --cpu-prof` over a log, all threads added up, and `perf` where it may be used. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { logFile } from './data/log-file.mjs';
import { flameGraph } from './profile/flame-graph.mjs';
import { callTree, collapsed } from './profile/call-tree.mjs';
import { frameOf } from './profile/frames.mjs';
import { canSample, kindsOf } from './profile/kinds.mjs';
import { progress } from './progress.mjs';
import { count, figure, table } from './table.mjs';
import { revenuer, scanOf } from './tools/revenuer.mjs';

const shownFunctions = 30;
/** Microseconds between samples. */
const interval = 500;

/** @returns self time by stage and by function, in ms, and the files that were written */
export async function profile(options) {
  const file = options.log ?? logFile({ ...options, shape: options.shapes[0] });
  mkdirSync(options.output, { recursive: true });
  const folder = mkdtempSync(path.join(options.output, 'run-'));
  progress(`profiling ${file}`);
  const node = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${interval}`];
  const run = await revenuer.run(file, options.shapes[0], { ...options, threads: options.threads[0], node });
  progress('');
  if (run.failure !== undefined) throw new Error(`revenuer: ${run.failure}`);
  const profiles = readdirSync(folder)
    .sort()
    .map(name => ({ thread: threadOf(name), ...JSON.parse(readFileSync(path.join(folder, name), 'utf8')) }));
  if (!options.keep) rmSync(folder, { recursive: true });
  const tree = callTree(profiles);
  const written = { stacks: path.join(options.output, 'stacks.txt'), flames: path.join(options.output, 'flames.svg') };
  writeFileSync(written.stacks, collapsed(tree));
  writeFileSync(written.flames, flameGraph(tree, `revenuer scan ${path.basename(file)}`));
  return {
    file,
    seconds: run.seconds,
    requests: run.records,
    threads: profiles.length,
    ...selfTimes(profiles),
    kinds: canSample() ? kindsOf(scanOf(path.resolve(file), { threads: options.threads[0] })) : [],
    written,
  };
}

/** Node names profiles `CPU.DATE.TIME.PROCESS.THREAD.NUMBER.cpuprofile`; the main thread is 0. */
function threadOf(name) {
  const thread = Number(name.split('.')[4]);
  return thread === 0 ? 'main thread' : `thread ${thread}`;
}

/** Time of each stage and function itself, without what it called. */
function selfTimes(profiles) {
  const stages = new Map();
  const functions = new Map();
  for (const { nodes, samples, timeDeltas } of profiles) {
    const frames = framesOf(nodes);
    samples.forEach((id, i) => {
      const { stage, name, where } = frames.get(id);
      const time = Math.max(0, timeDeltas[i]) / 1000;
      if (stage === 'idle') return;
      stages.set(stage, (stages.get(stage) ?? 0) + time);
      const key = `${name}\t${where}\t${stage}`;
      functions.set(key, (functions.get(key) ?? 0) + time);
    });
  }
  return { stages: sorted(stages), functions: sorted(functions) };
}

/** What is built into the language has no file; it counts for the stage that called it. */
function framesOf(nodes) {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const frames = new Map();
  const resolve = id => {
    const known = frames.get(id);
    if (known !== undefined) return known;
    const own = frameOf(byId.get(id).callFrame);
    const parent = parents.get(id);
    const frame =
      own.stage === undefined ? { ...own, stage: parent === undefined ? 'node' : resolve(parent).stage } : own;
    frames.set(id, frame);
    return frame;
  };
  for (const { id } of nodes) resolve(id);
  return frames;
}

function sorted(times) {
  return [...times].sort((a, b) => b[1] - a[1]);
}

export function profileLines({ file, seconds, requests, threads, stages, functions, kinds, written }) {
  const total = stages.reduce((sum, [, time]) => sum + time, 0);
  const share = time => `${((100 * time) / total).toFixed(1)} %`;
  const each = time => figure((time * 1000) / requests);
  return [
    `${path.basename(file)}: ${count(requests)} requests in ${figure(seconds)} s under the profiler; ${figure(total / 1000)} s of CPU in ${threads} ${threads === 1 ? 'thread' : 'threads'}.`,
    '',
    ...table([
      ['stage', 'ms', 'share', 'µs a request'],
      ...stages.map(([stage, time]) => [stage, count(Math.round(time)), share(time), each(time)]),
    ]),
    '',
    ...table(
      [
        ['function', 'at', 'stage', 'ms', 'share', 'µs a request'],
        ...functions.slice(0, shownFunctions).map(([key, time]) => {
          const [name, where, stage] = key.split('\t');
          return [name, where, stage, count(Math.round(time)), share(time), each(time)];
        }),
      ],
      { left: 3 },
    ),
    '',
    ...kindLines(kinds),
    '',
    ...Object.values(written),
  ];
}

function kindLines(kinds) {
  if (kinds.length === 0) return ['What V8 does beside: not known, since perf is not here or may not be used.'];
  const sum = of => kinds.reduce((total, [, counts]) => total + of(counts), 0);
  const share = of => counts => `${((100 * of(counts)) / sum(of)).toFixed(1)} %`;
  const [ofAll, ofMain] = [share(({ all }) => all), share(({ main }) => main)];
  const rows = kinds.map(([kind, counts]) => [kind, count(counts.all), ofAll(counts), ofMain(counts)]);
  return table([['kind of code, by perf', 'samples', 'share', 'of the main thread'], ...rows]);
}
