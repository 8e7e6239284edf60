/** Dose and response: how often a campaign is found, by accounts, load and share of harvesting requests. */
import { readFile, writeFile } from 'node:fs/promises';
import { groupBy, atLeast, mean } from './summary.mjs';

const accounts = [1, 3, 10, 30, 100, 300];
const loads = [5, 10, 25, 100];
/** Requests of a campaign a day that a cell may have at most: beyond, the log is the campaign. */
const most = 12_000;

const careless = { kind: 'generation', proxies: 3, wordings: 1 };
const careful = { kind: 'low-and-slow', proxies: 0, wordings: 1000, unevenness: 0.5, sleep: 6 };

const maps = [
  { title: 'One wrapper, three addresses, nothing but harvesting', tier: 'F4', spec: careless },
  { title: 'The same, a third of the requests harvest', tier: 'F4', spec: { ...careless, share: 0.33 } },
  { title: 'The same, a tenth of the requests harvest', tier: 'F4', spec: { ...careless, share: 0.1 } },
  { title: 'Reworded for each account, each at home, uneven loads', tier: 'F4', spec: careful },
  { title: 'One wrapper, three addresses, no prompts in the log', tier: 'F1', spec: careless },
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

/** One scenario for each cell and seed. */
export function gridScenarios(seeds) {
  const cells = maps.flatMap(({ spec, tier }, map) =>
    loads.flatMap(perDay => accounts.map(count => ({ map, tier, perDay, count, spec }))),
  );
  return cells
    .filter(({ perDay, count, spec }) => (perDay * count) / (spec.share ?? 1) <= most)
    .flatMap(({ map, tier, perDay, count, spec }) =>
      Array.from({ length: seeds }, (_, seed) => ({
        name: [map, perDay, count].join(' '),
        seed,
        tier,
        simulation: {
          seed: 50_000 + seed,
          days: 2,
          start: Date.UTC(2026, 5, 1),
          intensity: 0.2,
          populations: background(count),
          campaigns: [{ ...spec, name: 'dose', accounts: count, perDay }],
        },
      })),
    );
}

const marks = { start: '<!-- grid: npm run eval -- --grid -->', end: '<!-- end of grid -->' };

/** Puts the heat maps between the marks of a page. */
export async function writeGrid(file, trials, seeds) {
  const page = await readFile(file, 'utf8');
  const [before, rest] = page.split(marks.start);
  const after = rest?.split(marks.end)[1];
  if (after === undefined) throw new Error(`${file} has no "${marks.start}" … "${marks.end}"`);
  const found = new Map(
    groupBy(trials, trial => trial.scenario).map(([name, runs]) => [name, mean(runs.map(isFound))]),
  );
  const sections = maps.flatMap((map, index) => section(map, index, found));
  const note = `Each figure is the share of ${seeds} logs of two days in which the campaign was found, among about 200 innocent accounts, or 800 from 100 accounts on.`;
  const parts = [marks.start, '', note, ...sections, '', marks.end];
  await writeFile(file, `${before}${parts.join('\n')}${after}`);
}

/** A suspect of at least medium severity holds at least half of the campaign. */
function isFound({ evaluation }) {
  return evaluation.campaigns.some(c => c.found && atLeast(c.severity, 'medium')) ? 1 : 0;
}

function section({ title, tier }, map, found) {
  const cell = (perDay, count) => found.get([map, perDay, count].join(' '));
  const rows = loads.map(perDay => [String(perDay), ...accounts.map(count => shade(cell(perDay, count)))]);
  return [
    '',
    `### ${title} (${tier})`,
    '',
    ...markdown([['requests an account and day', ...accounts.map(n => (n === 1 ? '1 account' : String(n)))], ...rows]),
    '',
    blindness(cell),
  ];
}

function shade(value) {
  if (value === undefined) return '';
  return `${' ░▒▓█'[Math.ceil(value * 4)]} ${value.toFixed(2)}`.trim();
}

function blindness(cell) {
  const blind = loads.flatMap(perDay => {
    const unseen = accounts.filter(count => (cell(perDay, count) ?? 1) < 0.5);
    return unseen.length === 0 ? [] : [`at ${perDay} a day with ${unseen.join(', ')} accounts`];
  });
  return blind.length === 0 ? 'Found more often than not in every cell.' : `Blind: ${blind.join('; ')}.`;
}

function markdown([head, ...rows]) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)];
}
