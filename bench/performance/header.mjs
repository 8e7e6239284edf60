/** On what, and of what, the figures are. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { root } from './tools/tool.mjs';

export function header(tools) {
  const known = tools.map(({ name, available }) => ({ name, ...available() }));
  const table = key =>
    Object.fromEntries(known.filter(each => each[key] !== undefined).map(each => [each.name, each[key]]));
  return {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${type()} ${release()}, ${process.arch}`,
    load: loadavg()[0].toFixed(2),
    node: process.versions.node,
    commit: commit(),
    tools: table('version'),
    missing: table('missing'),
  };
}

export function headerLines({ processor, memory, system, load, node, commit: at, tools, missing }) {
  const { revenuer, ...others } = tools;
  const names = Object.entries(others)
    .filter(([, version]) => version !== node)
    .map(pair => pair.join(' '));
  return [
    `machine   ${processor}, ${memory}, ${system}; load ${load} before the start`,
    `revenuer  ${revenuer ?? 'left out,'} at ${at}, Node ${node}`,
    ...(names.length === 0 ? [] : [`others    ${names.join(', ')}`]),
    ...Object.entries(missing).map(([name, why]) => `skipped   ${name}: ${why}`),
  ];
}

/** The commit that is checked out, and whether the built program may be of something else. */
function commit() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const at = git('rev-parse', '--short', 'HEAD');
  if (at === '') return 'no commit';
  return git('status', '--porcelain', '--', 'src', 'bin', 'package-lock.json') === '' ? at : `${at} with changes`;
}
