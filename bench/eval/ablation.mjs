/** What is lost when a detector, or the linking of accounts, is taken away. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { simulate } from '../../dist/simulate/index.js';
import { writeLogFile } from './log-file.mjs';
import { groupBy, mean, sum } from './summary.mjs';
import { table } from './tables.mjs';
import { tiers } from './tiers.mjs';

const judgeAgain = fileURLToPath(new URL('judge-again.mjs', import.meta.url));
const run = promisify(execFile);

/** One log in each tier, judged in a process of its own, whose memory goes with it. */
export function ablations({ name, seed, simulation }, { tierNames, folder }) {
  const { requests, active } = simulate(simulation);
  const sent = [...requests];
  const truth = JSON.stringify(active());
  return tierNames.map(tier => async () => {
    const file = path.join(folder, `${name}-${simulation.seed}-${tier}.log`);
    const [truthFile, output] = [`${file}.truth`, `${file}.json`];
    await writeLogFile(file, sent, tiers[tier]);
    await writeFile(truthFile, truth);
    await run(process.execPath, [judgeAgain, file, truthFile, output]);
    const { detectors, outcomes } = JSON.parse(await readFile(output, 'utf8'));
    await Promise.all([file, truthFile, output].map(each => rm(each)));
    return { scenario: name, seed, tier, detectors, outcomes: new Map(outcomes) };
  });
}

/** Rows by falling loss, and which detectors nobody misses. */
export function ablationTable(results) {
  const tierNames = [...new Set(results.map(({ tier }) => tier))];
  const names = [...new Set(results.flatMap(({ outcomes }) => [...outcomes.keys()]))].filter(name => name !== whole);
  const rows = names.map(name => lossOf(name, results)).sort((a, b) => b.total - a.total);
  return [
    `${results.length / tierNames.length} logs in ${tierNames.length} tiers. With everything: ${groupBy(
      results,
      ({ tier }) => tier,
    )
      .map(inFull)
      .join('; ')}.`,
    'Lost without it: average precision / campaigns found at medium / at high / bits of a campaign; and innocents accused more',
    '',
    ...table([
      ['', ...tierNames, 'medium+', 'high+', 'logs changed'],
      ...rows.map(({ name, byTier, wrongMedium, wrongHigh, changed }) => [
        name,
        ...tierNames.map(tier => lossIn(byTier.get(tier))),
        signed(wrongMedium, 0),
        signed(wrongHigh, 0),
        String(changed),
      ]),
    ]),
    '',
    ...unmissed(rows, results),
  ];
}

const whole = '';

function lossOf(name, results) {
  const pairs = results
    .filter(({ outcomes }) => outcomes.has(name))
    .map(({ tier, outcomes }) => ({ tier, all: outcomes.get(whole), less: outcomes.get(name) }));
  // Logs without a campaign have no precision (NaN, in JSON null): they are for the innocents.
  const guilty = pairs.filter(({ all }) => all.averagePrecision !== null);
  const byTier = new Map(
    groupBy(guilty, ({ tier }) => tier).map(([tier, group]) => {
      const lost = key => mean(group.map(({ all, less }) => all[key] - less[key]));
      const [precision, campaigns] = [lost('averagePrecision'), lost('campaignsMedium')];
      return [tier, { precision, campaigns, high: lost('campaignsHigh'), bits: lost('bits') }];
    }),
  );
  const added = key => sum(pairs, ({ all, less }) => less[key] - all[key]);
  return {
    name,
    byTier,
    total: sum([...byTier.values()], ({ precision, campaigns, high }) => precision + campaigns + high),
    wrongMedium: added('wrongMedium'),
    wrongHigh: added('wrongHigh'),
    changed: pairs.filter(({ all, less }) => JSON.stringify(all) !== JSON.stringify(less)).length,
  };
}

function inFull([tier, group]) {
  const outcomes = group.map(({ outcomes }) => outcomes.get(whole));
  const guilty = outcomes.filter(({ averagePrecision }) => averagePrecision !== null);
  const [precision, campaigns] = ['averagePrecision', 'campaignsMedium'].map(key => mean(guilty.map(o => o[key])));
  const wrong = sum(outcomes, outcome => outcome.wrongMedium);
  return `${tier} ${precision.toFixed(3)} / ${campaigns.toFixed(3)}, ${wrong} innocents`;
}

function unmissed(rows, results) {
  const known = [...new Set(results.flatMap(({ detectors }) => detectors))];
  const silent = rows.filter(row => row.changed === 0);
  const needless = rows.filter(row => row.changed > 0 && !helps(row));
  const unasked = known.filter(id => !rows.some(({ name }) => name === id));
  return [
    ...listed('nothing at all changes without', silent),
    ...listed('nothing is lost but bits without', needless),
    ...listed(
      'never ran, as nobody asked for it or gave it a list',
      unasked.map(name => ({ name })),
    ),
  ];
}

function listed(title, rows) {
  return [`${title}:`, ...(rows.length === 0 ? ['  none'] : rows.map(({ name }) => `  ${name}`))];
}

/** In a tier, something is found later, less gravely or not at all without it; or more innocents are accused. */
function helps({ byTier, wrongMedium, wrongHigh }) {
  const lost = [...byTier.values()].some(
    ({ precision, campaigns, high }) => precision > 0 || campaigns > 0 || high > 0,
  );
  return lost || wrongMedium > 0 || wrongHigh > 0;
}

function lossIn(loss) {
  if (loss === undefined) return '';
  const { precision, campaigns, high, bits } = loss;
  return [signed(precision, 3), signed(campaigns, 2), signed(high, 2), signed(bits, 1)].join(' / ');
}

function signed(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : value > 0 ? `+${text}` : text;
}
