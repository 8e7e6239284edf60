// The same night in schemas that no description knows, without options and as revenuer proposes: node bench/schemas/main.mjs [NAME …]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluate } from '../../dist/evaluate/index.js';
import { simulate, writeLog } from '../../dist/simulate/index.js';
import { schemas } from './schemas.mjs';

const program = new URL('../../bin/revenuer.js', import.meta.url).pathname;
const populations = { human: 120, developer: 30, agent: 3, app: 2, campus: 8, team: 4, saas: 4 };
const campaigns = [{ name: 'campaign', kind: 'generation', accounts: 30, perDay: 24 }];
const { requests, active } = simulate({ seed: 5, days: 1, start: Date.UTC(2026, 2, 2), populations, campaigns });
const numbers = new Map();
const sent = [...requests].map((request, number) => {
  const numbered = numbers.get(request.account) ?? 10_000 + numbers.size * 37;
  numbers.set(request.account, numbered);
  return { ...request, number, numbered };
});
const truth = active();

const native = {
  name: 'native NDJSON',
  whole: () => [...writeLog(sent, 'ndjson', { drop: [], hashPrompts: false })].join(''),
};
const wanted = process.argv.slice(2);
const chosen = schemas.filter(({ name }) => wanted.length === 0 || wanted.some(each => name.includes(each)));
const folder = process.env.KEEP ?? mkdtempSync(path.join(tmpdir(), 'revenuer-schemas-'));
const rows = [native, ...chosen].map(tried);
if (process.env.KEEP === undefined) rmSync(folder, { recursive: true });
console.log(
  '| schema | columns | requests | average precision | campaign | exit | with what it proposes | what is said |\n|--|--|--|--|--|--|--|--|',
);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

function tried(schema) {
  const file = path.join(folder, `${schema.name.replaceAll(/[^a-z]+/gi, '-')}.log`);
  writeFileSync(file, schema.whole?.() ?? `${schema.head ?? ''}${sent.map(schema.line).join('')}${schema.foot ?? ''}`);
  const plain = scanned(file, []);
  const proposed = options(
    [plain.stderr, ...plain.notes.filter(note => note.startsWith('no field is known'))].join('\n'),
  );
  const mended = proposed.length === 0 ? '' : shown(scanned(file, proposed));
  return [
    schema.name,
    plain.columns,
    plain.requests,
    plain.precision,
    plain.campaign,
    plain.code,
    mended === '' ? '' : `${proposed.join(' ')}: ${mended}`,
    plain.stderr
      .trim()
      .replaceAll('\n', ' / ')
      .replaceAll('|', '\\|')
      .slice(0, Number(process.env.WIDTH ?? 300)),
  ];
}

function scanned(file, more) {
  const args = [
    program,
    'scan',
    file,
    '--fail-on',
    'never',
    '--format',
    'json',
    '--no-progress',
    '--threads',
    '1',
    ...more,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const none = { code: status, stderr, notes: [], columns: '', requests: 0, precision: '–', campaign: '–' };
  if (stdout === '') return none;
  const report = JSON.parse(stdout);
  const back = namesOf(numbers);
  const suspects = report.suspects.map(s => ({
    ...s,
    accounts: s.accounts.map(name => back.get(name) ?? name),
  }));
  const {
    averagePrecision,
    campaigns: [fit],
  } = evaluate({ ...report, suspects }, truth);
  const columns = Object.entries(report.run.inputs[0]?.mapping ?? {})
    .map(([column, field]) => `${column}=${field}`)
    .join(' ');
  return {
    ...none,
    notes: report.run.inputs[0]?.notes ?? [],
    columns,
    requests: report.run.requests,
    precision: averagePrecision.toFixed(3),
    campaign: `${fit.severity} ${fit.completeness.toFixed(2)}`,
  };
}

/** Accounts by the names that schemas have for them, and by the hash of what is read as a key. */
function namesOf(numbered) {
  return new Map(
    [...numbered].flatMap(([account, number]) => [
      [String(number), account],
      [`user:${account}`, account],
      [`projects/p1/accounts/${account}`, account],
      [`key:${createHash('sha256').update(account).digest('hex').slice(0, 12)}`, account],
    ]),
  );
}

function shown({ code, precision, campaign }) {
  return `${precision} ${campaign} exit ${code}`;
}

/** Options in what the program said: each column once, and of the ways to read a time the first. */
function options(said) {
  const found = said.matchAll(/(--(?:map|time-format|time-zone)) ("[^"]*"|'[^']*'|[^\s,;)]+)/g);
  const kept = new Map();
  for (const [, name, quoted] of found) {
    const value = quoted.replaceAll(/["']/g, '');
    const what = name === '--map' ? value.split('=')[0] : name;
    if (!value.endsWith('=FIELD') && !kept.has(what)) kept.set(what, [name, value]);
  }
  return [...kept.values()].flat();
}
