// How fast revenuer is, against other programs, over sizes, and by stage: npm run bench. See docs/performance.md
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { compare, comparison } from './compare.mjs';
import { logFile } from './data/log-file.mjs';
import { header, headerLines } from './header.mjs';
import { optionsFrom, usage } from './options.mjs';
import { profile, profileLines } from './profile.mjs';
import { scaling, scalingLines } from './scaling.mjs';
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
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', peersFolder], { stdio: 'inherit' });
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

async function measured(able) {
  if (options.scaling) {
    const result = await scaling(options);
    print(scalingLines(result));
    return { scaling: result };
  }
  if (options.profile) {
    const result = await profile(options);
    print(profileLines(result));
    return { profile: result };
  }
  const results = [];
  for (const shape of options.shapes) {
    const result = await compare(shape, options, able);
    print([...comparison(result), '']);
    results.push(result);
  }
  return { comparison: results };
}

function print(lines) {
  console.log(lines.join('\n'));
}
