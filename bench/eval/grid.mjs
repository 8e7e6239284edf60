/** Dose and response: how often a campaign is found, by accounts, load and share of harvesting requests. */
import { groupBy, atLeast, mean } from './summary.mjs';
import { tiers } from './tiers.mjs';

const sizes = [1, 3, 10, 30, 100, 300];
const loads = [5, 10, 25, 100];
/** Requests of a campaign a day that a cell may have at most: beyond, the log is the campaign. */
const most = 12_000;

const careless = { kind: 'generation', proxies: 3, wordings: 1 };
const careful = { kind: 'low-and-slow', proxies: 0, wordings: 1000, unevenness: 0.5, sleep: 6 };

/** Accounts and load, the doses of every campaign. */
const byLoad = (title, tier, spec) => ({
  title: `${title} (${tier})`,
  rowsAre: 'requests an account and day',
  sizes,
  rows: loads.map(perDay => ({ name: String(perDay), tier, spec: { ...spec, perDay } })),
});

const fewSizes = [3, 6, 10, 30];

/** One habit in several doses, at a load at which habits decide. */
const byHabit = (title, habit, { base, tier, values }) => ({
  title: `${title} (${tier})`,
  rowsAre: habit,
  sizes: fewSizes,
  rows: values.map(value => ({ name: String(value), tier, spec: { ...base, perDay: 10, [habit]: value } })),
});

const byColumns = (title, { base, perDay, sizes }) => ({
  title,
  rowsAre: 'the log says',
  sizes,
  rows: Object.keys(tiers).map(tier => ({ name: tier, tier, spec: { ...base, perDay } })),
});

const wordingless = { base: careless, tier: 'F1' };
const maps = [
  byLoad('One wrapper, three addresses, nothing but harvesting', 'F4', careless),
  byLoad('The same, a third of the requests harvest', 'F4', { ...careless, share: 0.33 }),
  byLoad('The same, a tenth of the requests harvest', 'F4', { ...careless, share: 0.1 }),
  byLoad('Reworded for each account, each at home, uneven loads', 'F4', careful),
  byLoad('One wrapper, three addresses, no prompts in the log', 'F1', careless),
  byHabit('Jitter: coefficient of variation of the gaps in the queue', 'jitter', {
    ...wordingless,
    values: [0, 0.2, 0.5, 1, 2],
  }),
  byHabit('Stickiness: requests that stay on one account before the next takes over', 'stickiness', {
    ...wordingless,
    values: [1, 5, 20, 100],
  }),
  byHabit('Addresses that the accounts share, 0 = each at home', 'proxies', { ...wordingless, values: [1, 3, 10, 0] }),
  byHabit('Wordings of the wrapper over the accounts, each at home', 'wordings', {
    base: careful,
    tier: 'F4',
    values: [1, 3, 10, 1000],
  }),
  byColumns('Columns missing: one wrapper, three addresses', { base: careless, perDay: 10, sizes: fewSizes }),
  byColumns('Columns missing: reworded for each account, each at home, uneven loads', {
    base: careful,
    perDay: 25,
    sizes: [10, 30, 100],
  }),
];

const people = {
  human: 120,
  developer: 24,
  agent: 5,
  app: 3,
  contentapp: 3,
  batch: 2,
  eval: 3,
  rag: 1,
  monitor: 2,
  campus: 14,
  team: 5,
  aggregator: 1,
  retry: 1,
  saas: 14,
  synthetic: 1,
};

/** Large campaigns meet as many times more people: a quarter of all accounts is no campaign in a log, it is the log. */
function background(count) {
  const times = count >= 100 ? 4 : 1;
  return Object.fromEntries(Object.entries(people).map(([name, number]) => [name, number * times]));
}

/** Plain words: it becomes the name of a log, and brackets would be a pattern of names. */
const cellName = ({ tier, spec }, count) => [tier, count, ...Object.entries(spec).flat()].join(' ');

/** One scenario for each cell and seed; a cell that several maps have is run once. */
export function gridScenarios(seeds) {
  const cells = new Map();
  for (const map of maps)
    for (const row of map.rows) for (const count of map.sizes) cells.set(cellName(row, count), { ...row, count });
  return [...cells]
    .filter(([, { spec, count }]) => (spec.perDay * count) / (spec.share ?? 1) <= most)
    .flatMap(([name, { tier, spec, count }]) =>
      Array.from({ length: seeds }, (_, seed) => ({
        name,
        seed,
        tier,
        simulation: {
          seed: 50_000 + seed,
          days: 2,
          start: Date.UTC(2026, 5, 1),
          intensity: 0.2,
          populations: background(count),
          campaigns: [{ ...spec, name: 'dose', accounts: count }],
        },
      })),
    );
}

/** The heat maps, in Markdown. */
export function gridMaps(trials, seeds) {
  const found = new Map(
    groupBy(trials, trial => trial.scenario).map(([name, runs]) => [name, mean(runs.map(isFound))]),
  );
  const note = `Each figure is the share of ${seeds} logs of two days in which the campaign was found, among about 200 innocent accounts, or 800 from 100 accounts on.`;
  return [note, ...maps.flatMap(map => section(map, found))];
}

/** A suspect of at least medium severity holds at least half of the campaign. */
function isFound({ evaluation }) {
  return evaluation.campaigns.some(c => c.found && atLeast(c.severity, 'medium')) ? 1 : 0;
}

function section({ title, rowsAre, sizes, rows }, found) {
  const cell = (row, count) => found.get(cellName(row, count));
  const lines = rows.map(row => [row.name, ...sizes.map(count => shade(cell(row, count)))]);
  return [
    '',
    `### ${title}`,
    '',
    ...markdown([[rowsAre, ...sizes.map(accountsOf)], ...lines]),
    '',
    blindness({ rowsAre, sizes, rows }, cell),
  ];
}

function shade(value) {
  if (value === undefined) return '';
  return `${' ░▒▓█'[Math.ceil(value * 4)]} ${value.toFixed(2)}`.trim();
}

/** The cells in which a campaign is more often missed than found, in words. */
function blindness({ rowsAre, sizes, rows }, cell) {
  const isBlind = (row, count) => (cell(row, count) ?? 1) < 0.5;
  const known = rows.flatMap(row => sizes.filter(count => cell(row, count) !== undefined).map(count => [row, count]));
  const missed = known.filter(([row, count]) => isBlind(row, count)).length;
  if (missed === 0) return 'Found more often than not in every cell.';
  if (missed === known.length) return 'Blind in every cell.';
  const places = sizes
    .map(count => [count, rows.filter(row => isBlind(row, count)).map(row => row.name)])
    .filter(([, names]) => names.length > 0)
    .map(([count, names]) => `${accountsOf(count)} at ${names.length === rows.length ? 'all' : names.join(', ')}`);
  return `Blind (${rowsAre}): ${places.join('; ')}.`;
}

const accountsOf = count => (count === 1 ? '1 account' : `${count} accounts`);

function markdown([head, ...rows]) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)];
}
