// Makes src/detectors/reference-data.ts: node bench/reference/make.mjs DATA, after npm run build. DATA is a folder with
// servegen-m-small.tar.gz (alibaba/ServeGen, data/language/m-small) and traces/azure_code_2023.csv.gz
// (Azure/AzurePublicDataset). The traces become logs, the logs are read and measured as any other, and the numbers
// are those the detectors themselves compute.
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { makePlan } from '../../dist/engine/plan.js';
import { readLogs } from '../../dist/engine/read.js';
import { accountProfile } from '../../dist/measures/profile.js';
import { quantile } from '../../dist/measures/statistics.js';
import { azureLog, pacedLog, scaledLog, serveGen } from './traces.mjs';

const page = fileURLToPath(new URL('../../src/detectors/reference-data.ts', import.meta.url));
const percents = [1, 5, 10, 25, 50, 75, 90, 95, 99];
/** Features that these traces can say something of, and the log they are read from. */
const features = [
  { detector: 'circadian-flat', feature: 'flatness', from: 'scaled', columns: ['time'] },
  { detector: 'quota-hugging', feature: 'hugging', from: 'scaled', columns: ['time'] },
  { detector: 'output-heavy', feature: 'ratio', from: 'scaled', columns: ['inputTokens', 'outputTokens'] },
  { detector: 'regular-gaps', feature: 'regularity', from: 'paced', columns: ['time'] },
];

const data = process.argv[2];
if (data === undefined) throw new Error('usage: node bench/reference/make.mjs DATA');
const folder = await mkdtemp(path.join(tmpdir(), 'revenuer-reference-'));
try {
  execFileSync('tar', ['xzf', path.join(path.resolve(data), 'servegen-m-small.tar.gz'), '-C', folder]);
  const clients = serveGen(path.join(folder, 'servegen-m-small'));
  const logs = {
    scaled: () => [...clients.map(scaledLog), azureLog(path.join(data, 'traces', 'azure_code_2023.csv.gz'))],
    paced: () => clients.map(pacedLog),
  };
  const plan = await makePlan(options('none'), folder);
  const tables = [];
  for (const [name, parts] of Object.entries(logs)) {
    const profiles = await measured(`${name}.ndjson`, parts(), plan);
    for (const wanted of features) if (wanted.from === name) tables.push(table(wanted, profiles, plan));
  }
  await writePage(tables);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measured(name, parts, plan) {
  const lines = function* () {
    for (const part of parts) yield* part;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path.join(folder, name)));
  const { profiles, problems } = await readLogs(options(name), plan);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return profiles.names().map(account => accountProfile(profiles, profiles.accounts.intern(account)));
}

function table({ detector: id, feature, columns }, profiles, plan) {
  const { needs, options: declared, features } = plan.detectors.find(({ meta }) => meta.id === id);
  const defaults = Object.fromEntries(Object.entries(declared).map(([name, { default: value }]) => [name, value]));
  const values = profiles
    .map(profile => Object.fromEntries(Object.entries(needs).map(([name, measure]) => [name, profile.get(measure)])))
    .map(measures => features[feature](measures, defaults))
    .filter(value => value !== undefined && Number.isFinite(value));
  const quantiles = percents.map(percent => Number(quantile(values, percent / 100).toPrecision(6)));
  console.log(`${id} ${feature}: ${values.length} clients, ${quantiles.join(' ')}`);
  return { key: `${id} ${feature}`, clients: values.length, columns, quantiles };
}

async function writePage(tables) {
  const text = `/**
 * Made by bench/reference/make.mjs from public traces; the docs (report.md, What it is compared with) say how.
 * ServeGen, language/m-small: 43 production clients of Alibaba Cloud Model Studio, 14 days in windows of 10 minutes
 * (Xiang et al., NSDI 2026; github.com/alibaba/ServeGen, Apache-2.0). Azure LLM inference trace of 2023, coding
 * assistant: 8,819 requests of one hour, taken as one client (github.com/Azure/AzurePublicDataset, CC BY 4.0).
 */
import type { ColumnName } from '../requests/batch.js';

/** Shares of the clients, in percent, that lie at or below the quantiles. */
export const percents = ${JSON.stringify(percents)} as const;

export interface ReferenceTable {
  /** Clients for which the feature is defined. */
  readonly clients: number;
  /** Columns that must be in a log for its values to be of the same unit. */
  readonly columns: readonly ColumnName[];
  /** One value for each of {@link percents}. */
  readonly quantiles: readonly number[];
}

/** By detector and feature, as in \`circadian-flat flatness\`. */
export const referenceTables: Readonly<Record<string, ReferenceTable>> = {
${tables.map(({ key, ...rest }) => `'${key}': ${JSON.stringify(rest)},`).join('\n')}
};
`;
  const style = await prettier.resolveConfig(page);
  await writeFile(page, await prettier.format(text, { ...style, filepath: page }));
}

function options(input) {
  return {
    inputs: [input],
    cwd: folder,
    stdin: Readable.from([]),
    map: {},
    logFormat: undefined,
    timezoneOffset: 0,
    maxRecordBytes: 2 ** 20,
    threads: 1,
    memory: 2 ** 28,
    detectors: [],
    only: [],
    skip: [],
    detectorOptions: {},
    allow: [],
    canaries: [],
    failOn: 'never',
  };
}
