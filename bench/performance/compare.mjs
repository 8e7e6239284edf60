/** revenuer against other programs: each in turn, several times over, so that what slows the machine slows them all. */
import { statSync } from 'node:fs';
import { copyBandwidth, readBandwidth, readThrough } from './bandwidth.mjs';
import { logFile } from './data/log-file.mjs';
import { progress } from './progress.mjs';
import { count, figure, median, table } from './table.mjs';

/** @returns the log, what the machine gives, and by program the runs and their medians */
export async function compare(shape, options, tools) {
  progress(`${shape}: writing the log`);
  const { requests, accounts } = options;
  const file = logFile({ ...options, shape });
  const able = tools.filter(tool => tool.does[shape] !== undefined);
  const bandwidth = { copying: copyBandwidth(), reading: readBandwidth(file) };
  const runs = await inTurn(able, { ...options, shape, file });
  progress('');
  const measured = able.map(tool => {
    const { id, name, does } = tool;
    return { id, name, does: does[shape], ...summary(runs.get(tool), requests) };
  });
  return { shape, bytes: statSync(file).size, requests, accounts, ...bandwidth, measured };
}

/** A tool that fails is not asked again. */
async function inTurn(tools, { shape, file, rounds, threads, timeout }) {
  const runs = new Map(tools.map(tool => [tool, []]));
  readThrough(file);
  for (let round = 1; round <= rounds; round++) {
    for (const tool of tools) {
      const earlier = runs.get(tool);
      if (earlier.some(({ failure }) => failure !== undefined)) continue;
      progress(`${shape}: round ${round} of ${rounds}, ${tool.name}`);
      earlier.push(await tool.run(file, shape, { threads: threads[0], timeout }));
    }
  }
  return runs;
}

function summary(runs, requests) {
  const failure = runs.find(run => run.failure !== undefined)?.failure;
  const miscounted = runs.find(({ records }) => records !== undefined && records !== requests);
  const times = runs.map(({ seconds }) => seconds);
  const of = key => (runs.some(run => run[key] === undefined) ? undefined : median(runs.map(run => run[key])));
  return {
    failure: failure ?? (miscounted === undefined ? undefined : `saw ${count(miscounted.records)} requests`),
    seconds: median(times),
    fastest: Math.min(...times),
    slowest: Math.max(...times),
    inside: of('inside'),
    processor: of('user') === undefined ? undefined : of('user') + of('system'),
    memory: of('memory') === undefined ? undefined : Math.max(...runs.map(run => run.memory)),
    runs,
  };
}

/** What was found for a shape, in Markdown. */
export function comparison({ shape, bytes, requests, accounts, copying, reading, measured }) {
  const ours = measured.find(({ id, failure }) => id === 'revenuer' && failure === undefined)?.seconds;
  const head = ['program', 'seconds', 'from–to', 'CPU s', 'MB/s', 'requests/s', 'peak MB', 'time ÷ revenuer'];
  const rows = measured.map(({ name, failure, ...m }) => {
    if (failure !== undefined) return [name, failure, ...head.slice(2).map(() => '–')];
    return [
      name,
      figure(m.seconds),
      `${figure(m.fastest)}–${figure(m.slowest)}`,
      figure(m.processor),
      figure(bytes / 1e6 / m.seconds),
      count(Math.round(requests / m.seconds)),
      figure(m.memory),
      figure(ours === undefined ? undefined : m.seconds / ours),
    ];
  });
  const inside = measured.filter(m => m.inside !== undefined).map(m => `${m.name} ${figure(m.inside)} s`);
  return [
    `### ${shape}`,
    '',
    `${count(requests)} requests of ${count(accounts)} accounts, ${figure(bytes / 1e6)} MB, ${figure(bytes / requests)} bytes a request.`,
    `One thread copies memory at ${figure(copying / 1e9)} GB/s and reads this file from the page cache at ${figure(reading / 1e9)} GB/s.`,
    '',
    ...table([head, ...rows]),
    '',
    ...(inside.length === 0
      ? []
      : [`The query alone, without starting Node and loading the library: ${inside.join(', ')}.`, '']),
    ...measured.map(({ name, does }) => `- ${name}: ${does}`),
  ];
}
