// How fast revenuer is, against other programs, over sizes, and by stage: npm run bench. See docs/performance.md
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { compare, comparison } from './compare.mjs';
import { logFile } from './data/log-file.mjs';
import { header, headerLines } from './header.mjs';
import { optionsFrom, usage } from './options.mjs';
import { profile, profileLines } from './profile.mjs';
import { byAccounts, byRequests, scalingLines } from './scaling.mjs';
import { peersFolder } from './tools/database.mjs';
import { tools } from './tools/index.mjs';
import { revenuer } from './tools/revenuer.mjs';

const options = understood(process.argv.slice(2));

if (options.wrong !== undefined) refuse(options.wrong);
else if (options.help) console.log(usage);
else if (options.install) install();
else if (options.make) for (const shape of options.shapes) console.log(logFile({ ...options, shape }));
else await bench();

function understood(args) {
  try {
    return optionsFrom(args);
  } catch (error) {
    return { wrong: error.message };
  }
}

function refuse(wrong) {
  console.error(`${wrong}\nnpm run bench -- --help says what there is.`);
  process.exitCode = 2;
}

function install() {
  // Not `npm ci`: newer ones refuse a lock without the optional packages of other platforms, not all of which are published.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', peersFolder];
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

async function bench() {
  const alone = options.scaling || options.profile;
  const wanted = alone ? [revenuer] : tools.filter(({ id }) => options.only.includes(id));
  const machine = header(wanted);
  print([...headerLines(machine), '']);
  const figures = await measured(wanted.filter(tool => tool.available().version !== undefined));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ machine, ...figures }, null, 1)}\n`);
}

/** Each part is printed when it is there: the largest logs take their time. */
async function measured(able) {
  if (options.scaling) {
    const parts = [];
    for (const by of [byRequests, byAccounts]) parts.push(shown(await by(options), scalingLines));
    return { scaling: parts };
  }
  if (options.profile) return { profile: shown(await profile(options), profileLines) };
  const results = [];
  for (const shape of options.shapes) results.push(shown(await compare(shape, options, able), comparison));
  return { comparison: results };
}

function shown(result, linesOf) {
  print([...linesOf(result), '']);
  return result;
}

function print(lines) {
  console.log(lines.join('\n'));
}
