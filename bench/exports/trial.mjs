/** One command: piped into the real program, and its report compared with what was loaded. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLog } from '../../dist/simulate/index.js';

const program = fileURLToPath(new URL('../../bin/revenuer.js', import.meta.url));
const alarming = ['critical', 'high'];
const longestNote = 230;
/** Fields of the native log for what a table may lack. */
const fields = {
  account: ['account_id'],
  apiKey: ['api_key_id'],
  org: ['organization_id'],
  ip: ['client_ip', 'asn', 'country'],
  status: ['status'],
  latency: ['latency_ms'],
  tokens: ['input_tokens', 'output_tokens'],
  prompt: ['prompt'],
  maxTokens: ['max_tokens'],
  temperature: ['temperature'],
  session: ['session_id'],
  stream: ['stream'],
};

const never = [
  'user_agent',
  'ja4',
  'method',
  'path',
  'n',
  'logprobs',
  'logit_bias',
  'cached_tokens',
  'system_prompt_hash',
];

/** A folder with the commands that the ones tried call by name. */
export function workbench(folder, keep) {
  const commands = path.join(folder, 'bin');
  mkdirSync(commands);
  for (const name of ['mysql', 'mysqldump']) {
    const real = name === 'mysql' ? 'mariadb' : 'mariadb-dump';
    const text = `#!/bin/sh\nexec ${real} --defaults-file="$MYSQL_OPTIONS" "$@"\n`;
    writeFileSync(path.join(commands, name), text, { mode: 0o755 });
  }
  return { commands, report: path.join(folder, 'report.json'), log: path.join(folder, 'native.ndjson'), keep };
}

/** The same traffic in revenuer's own schema, without the columns that the table has not. */
export function native(bench, table, { sent, truth }) {
  const carried = new Set(table.carries.flatMap(column => fields[column] ?? []));
  const all = new Set(Object.values(fields).flat());
  const drop = [...never, ...all].filter(name => !carried.has(name));
  writeFileSync(bench.log, [...writeLog(sent, 'ndjson', { drop, hashPrompts: false })].join(''));
  const { report } = scan(bench, `cat '${bench.log}'`, {});
  rmSync(bench.log);
  const { alerts } = measured(report, truth, new Map(sent.map(r => [r.account, r.account])));
  return { outcome: `${report.run.requests} requests of ${report.run.accounts} accounts`, rejected: 0, alerts };
}

export function trial(bench, { command, environment, table, log: { sent, truth } }) {
  if (bench.keep !== undefined) keepOutput(bench, command, environment);
  const { report, status, stderr } = scan(bench, command, environment);
  if (report === undefined) return { outcome: `exit ${status}`, said: short(stderr), wrong: status !== 3 };
  const { requests, accounts } = report.run;
  const said = short(messagesOf(report).join('; '));
  if (requests === 0) return { outcome: `refused, exit ${status}`, said, wrong: status !== 3 || said === '' };
  const names = new Map(sent.map(r => [table.identity(r), r.account]));
  const known = new Set(sent.map(r => r.account));
  const { alerts, strangers } = measured(report, truth, names);
  const right =
    requests === sent.length &&
    accounts === known.size &&
    strangers === 0 &&
    report.run.complete &&
    isInTime(report, sent);
  const rejected = report.run.inputs.reduce((sum, { rejected = 0 }) => sum + rejected, 0);
  return {
    outcome: `${right ? '' : status === 3 ? 'told, exit 3: ' : '(!) '}${requests} requests of ${accounts} accounts${strangers > 0 ? `, ${strangers} unknown` : ''}`,
    rejected,
    alerts,
    said,
    wrong: !right && status !== 3,
  };
}

/** Tables may keep seconds alone. A zone misread is hours away. */
function isInTime({ run: { period } }, sent) {
  const isNear = (at, { time }) => Math.abs(Date.parse(at) - time) < 1000;
  return period !== null && isNear(period.from, sent[0]) && isNear(period.to, sent.at(-1));
}

function scan({ commands, report }, command, environment) {
  rmSync(report, { force: true });
  const env = { ...process.env, ...environment };
  env.PATH = `${commands}:${env.PATH}`;
  const read = `'${process.execPath}' '${program}' scan - --format json --fail-on never --threads 1 -o '${report}'`;
  const { status, stderr } = spawnSync('bash', ['-c', `${command} | ${read}`], { env, encoding: 'utf8', cwd: '/tmp' });
  try {
    return { status, stderr, report: JSON.parse(readFileSync(report, 'utf8')) };
  } catch {
    return { status, stderr, report: undefined };
  }
}

function keepOutput({ keep, commands }, command, environment) {
  const env = { ...process.env, ...environment };
  env.PATH = `${commands}:${env.PATH}`;
  const output = execFileSync('bash', ['-c', command], { env, maxBuffer: 1 << 28, cwd: '/tmp' });
  mkdirSync(keep, { recursive: true });
  writeFileSync(path.join(keep, `${command.replaceAll(/[^\w]+/g, '-').slice(0, 90)}.out`), output);
}

/** Accounts in alerts that harvest and that do not, by the truth, and names that nobody has. */
function measured(report, truth, names) {
  const harvesters = new Set(truth.filter(({ harvester }) => harvester).map(({ account }) => account));
  const suspects = report.suspects.filter(({ severity }) => alarming.includes(severity));
  const accused = new Set(suspects.flatMap(({ accounts }) => accounts));
  const accounts = [...accused].map(name => names.get(name));
  const found = accounts.filter(name => harvesters.has(name)).length;
  const strangers = accounts.filter(name => name === undefined).length;
  return { alerts: `${found} of ${harvesters.size} / ${accounts.length - found - strangers}`, strangers };
}

function messagesOf(report) {
  const { problems = [], inputs = [] } = report.run;
  return [...problems, ...inputs.flatMap(({ notes = [] }) => notes)].map(item =>
    typeof item === 'string' ? item : [item.message, item.hint].filter(Boolean).join(' '),
  );
}

function short(text) {
  return text.length > longestNote ? `${text.slice(0, longestNote)}…` : text;
}
