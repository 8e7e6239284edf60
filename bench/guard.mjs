// Fails when revenuer has become much slower, measured by what the machine does and not by the clock: npm run
// bench:guard. Each check compares the cost of two programs in one run with the ratio in guard.json.
//   node bench/guard.mjs --update   writes the ratios of this machine and commit into guard.json
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { logFile } from './performance/data/log-file.mjs';
import { canCount, measures } from './performance/effort.mjs';
import { figure, table } from './performance/table.mjs';

/** The least of several is what the program costs; the rest is what the machine did meanwhile. */
const rounds = 3;
/** A check that fails is measured as often as this before it counts. */
const mostRounds = 10;
const requests = 20_000;
const accountEvery = 50;

const programs = path.join(import.meta.dirname, 'performance/programs');
const record = path.join(import.meta.dirname, 'guard.json');
const { values: options } = parseArgs({ options: { update: { type: 'boolean', default: false } } });
const known = JSON.parse(readFileSync(record, 'utf8'));

const name = canCount() && (options.update || known.ratios.instructions !== undefined) ? 'instructions' : 'time';
const results = checks().map(check => ({ ...check, ...measured(check) }));
console.log(`compared by ${name === 'time' ? 'CPU time in user mode, all threads' : 'user-space instructions'}`);
if (options.update) update();
else judge();

/**
 * What is compared: the program by its arguments for Node, and another one, or itself over a smaller log. Programs that
 * are soon done read the log several times over, since starting Node would cost more than their work.
 */
function checks() {
  const against = { ndjson: ['json-lines', 10], csv: ['csv-package', 3], combined: ['regex-lines', 60] };
  const shapes = Object.entries(against).map(([shape, [program, passes]]) => ({
    id: shape,
    says: `scan of ${shape} ÷ ${program}`,
    program: scan(log(shape, 1)),
    baseline: [path.join(programs, `${program}.mjs`), log(shape, 1), String(passes)],
    passes,
  }));
  const growth = {
    id: 'growth',
    says: 'scan of four times the ndjson ÷ scan',
    program: scan(log('ndjson', 4)),
    baseline: scan(log('ndjson', 1)),
    passes: 1,
  };
  return [...shapes, growth];
}

function log(shape, times) {
  const size = { requests: times * requests, accounts: (times * requests) / accountEvery };
  return logFile({ ...size, shape, days: 3, seed: 1, folder: path.join(tmpdir(), 'revenuer-bench') });
}

function scan(file) {
  const program = path.join(import.meta.dirname, '../bin/revenuer.js');
  return [program, 'scan', file, '--format', 'json', '--fail-on', 'never', '--quiet'];
}

/** In turn; again and again while the ratio is above the limit. */
function measured({ id, program, baseline, passes }) {
  const { of } = measures[name];
  const limit = options.update ? Infinity : known.ratios[name][id] * known.margin;
  let [cost, base] = [Infinity, Infinity];
  let round = 0;
  while (round < rounds || (round < mostRounds && cost / base > limit)) {
    cost = Math.min(cost, of(program));
    base = Math.min(base, of(baseline) / passes);
    round++;
  }
  return { cost, base, ratio: cost / base, limit, round };
}

function judge() {
  const { unit } = measures[name];
  const head = ['check', unit, unit, 'ratio', 'recorded', 'limit', 'rounds'];
  const rows = results.map(({ id, says, cost, base, ratio, limit, round }) => [
    says,
    ...[cost, base, ratio, known.ratios[name][id], limit].map(figure),
    String(round),
  ]);
  console.log(table([head, ...rows]).join('\n'));
  const failed = results.filter(({ ratio, limit }) => !(ratio <= limit));
  for (const { says, ratio, limit, round } of failed)
    console.error(
      `${says}: ${figure(ratio)}, above ${figure(limit)} in each of ${round} rounds. What became slower shows npm run bench -- --profile; if it has to be, record the new ratio with node bench/guard.mjs --update.`,
    );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function update() {
  const ratios = Object.fromEntries(results.map(({ id, ratio }) => [id, Number(ratio.toFixed(2))]));
  const next = { ...known, ratios: { ...known.ratios, [name]: ratios } };
  writeFileSync(record, `${JSON.stringify(next, null, 2)}\n`);
  console.log(`bench/guard.json has ${JSON.stringify(ratios)} now`);
}
