import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { shapes } from './data/lines.mjs';
import { tools } from './tools/index.mjs';

export const usage = `npm run bench [-- options]

  (nothing)            revenuer against other programs, in turn, in one run
  --scaling            revenuer over 10^4 to 10^7 requests, and over 10^3 to 10^7 accounts
  --profile            where revenuer spends its time, by stage, function and kind of code, with a flame graph
  --make               write the logs and print their paths
  --install            install the databases to compare with into bench/performance/peers

  --requests <n>       requests in a log (600000; 200000 with --profile)
  --accounts <n>       accounts in a log (a hundredth of the requests; 1000 with --scaling)
  --days <n>           days of traffic (3)
  --seed <n>           the same seed makes the same log (1)
  --shapes <list>      ${Object.keys(shapes).join(', ')} (all; ndjson with --scaling and --profile)
  --rounds <n>         runs of each program, of which the median counts (3; 1 with --scaling)
  --only <list>        programs to run: ${tools.map(({ id }) => id).join(', ')} (all that are installed)
  --threads <list>     threads for those that take a number (one a core; 1,2,4 with --scaling)
  --timeout <seconds>  a run that takes longer is stopped and shown as such (600)
  --largest <n>        largest number of requests and of accounts with --scaling (1e6)
  --log <file>         profile this log instead of a made one
  --output <folder>    where --profile writes (FOLDER/profile)
  --folder <folder>    where logs are kept (${path.join('TMPDIR', 'revenuer-bench')})
  --keep               keep logs of more than 2 GB, and raw profiles
  --json <file>        write the figures to a file`;

/** The options with their defaults; throws for what cannot be meant. */
export function optionsFrom(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const names = 'requests accounts days seed shapes rounds only threads timeout largest log output folder json';
  const flags = 'scaling profile make install keep help';
  const { values } = parseArgs({
    args,
    options: {
      ...Object.fromEntries(names.split(' ').map(name => [name, text])),
      ...Object.fromEntries(flags.split(' ').map(name => [name, flag])),
    },
  });
  const folder = values.folder ?? path.join(tmpdir(), 'revenuer-bench');
  const largest = whole('largest', values.largest ?? '1e6');
  const requests = whole('requests', values.requests ?? (values.profile ? '2e5' : '6e5'));
  return {
    ...values,
    folder,
    largest,
    requests,
    accounts: whole('accounts', values.accounts ?? (values.scaling ? '1e3' : String(Math.ceil(requests / 100)))),
    days: whole('days', values.days ?? '3'),
    seed: whole('seed', values.seed ?? '1', 0),
    shapes: chosen(
      'shapes',
      values.shapes ?? (values.scaling || values.profile ? 'ndjson' : undefined),
      Object.keys(shapes),
    ),
    rounds: whole('rounds', values.rounds ?? (values.scaling ? '1' : '3')),
    only: chosen(
      'only',
      values.only,
      tools.map(({ id }) => id),
    ),
    threads: (values.threads ?? (values.scaling ? '1,2,4' : String(availableParallelism())))
      .split(',')
      .map(each => whole('threads', each)),
    timeout: whole('timeout', values.timeout ?? '600'),
    output: values.output ?? path.join(folder, 'profile'),
  };
}

function whole(name, text, least = 1) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number from ${least} on, such as 1e5, not ${text}`);
  return value;
}

function chosen(name, text, all) {
  const wanted = text === undefined ? all : text.split(',');
  const unknown = wanted.find(each => !all.includes(each));
  if (unknown !== undefined) throw new Error(`--${name}: ${unknown} is none of ${all.join(', ')}`);
  return all.filter(each => wanted.includes(each));
}
