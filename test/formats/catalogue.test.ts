/** Every description against the log of its format in fixtures/formats, and what a right reading of it shows. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { measureLogs } from '../../src/engine/profile-records.js';
import { understand } from '../../src/engine/understand.js';
import { RevenuerError } from '../../src/errors.js';
import { catalogue } from '../../src/formats/catalogue.js';
import { fieldOf, sourcesOf, type FormatDescription } from '../../src/formats/description.js';
import { recogniseDescription } from '../../src/formats/signature.js';
import { isSourceColumn } from '../../src/requests/columns.js';
import type { RunRecord } from '../../src/engine/records.js';
import { resolveInputs } from '../../src/sources/open.js';
import { openReader } from '../../src/sources/read.js';
import { optionsOf } from '../engine/options.js';

const descriptionsFolder = 'src/formats/catalogue';
const fixturesFolder = 'fixtures/formats';

interface Expected {
  readonly file: string;
  /** null: a format that has no description. */
  readonly description: string | null;
  readonly never?: boolean;
  readonly requests: number;
  /** The log says of no request whose it is. */
  readonly nobody: boolean;
  readonly filteredBy: Readonly<Record<string, number>>;
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly accounts: readonly string[] | null;
  readonly addresses: readonly string[] | null;
  readonly models: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** ms, in order of size. */
  readonly latencies: readonly number[] | null;
}

const files = readdirSync(descriptionsFolder).sort();
const descriptions = files.map(
  file => parse(readFileSync(path.join(descriptionsFolder, file), 'utf8')) as FormatDescription,
);
const fixtures = readdirSync(fixturesFolder).map(name => ({
  name,
  expected: JSON.parse(readFileSync(path.join(fixturesFolder, name, 'expected.json'), 'utf8')) as Expected,
}));

describe('each description', () => {
  const validate = new Ajv().compile(JSON.parse(readFileSync('schema/format-1.json', 'utf8')) as object);

  it.each(descriptions.map((one, index) => [one.name, one, files[index]] as const))(
    '%s is of the schema, and names columns that there are',
    (name, description, file) => {
      expect(validate(description), JSON.stringify(validate.errors)).toBe(true);
      expect(file).toBe(`${name}.yaml`);
      const columns = [...Object.keys(description.columns), ...Object.keys(description.lacks ?? {})];
      expect(columns.filter(column => !isSourceColumn(column))).toEqual([]);
    },
  );

  it.each(descriptions.map(one => [one.name, one] as const))(
    '%s fills no column from what it says is none',
    (_, one) => {
      const used = Object.values(one.columns).flatMap(source => sourcesOf(source).map(fieldOf));
      const endUser = sourcesOf(one.columns['endUser'] ?? []).map(fieldOf);
      expect(Object.keys(one.not ?? {}).filter(field => used.includes(field) && !endUser.includes(field))).toEqual([]);
    },
  );

  it('is in the catalogue of the build', () => {
    expect(catalogue().map(({ name }) => name)).toEqual(descriptions.map(({ name }) => name));
  });

  it.each(descriptions.map(({ name }) => [name]))('%s has a log', name => {
    expect(fixtures.some(({ expected }) => expected.description === name)).toBe(true);
  });
});

describe('the log of each format', () => {
  it.each(fixtures.map(({ name, expected }) => [name, expected] as const))(
    '%s is read right',
    async (name, expected) => {
      const log = path.join(fixturesFolder, name, expected.file);
      const found = await recognised(log);
      expect(found.description).toBe(expected.description ?? undefined);
      expect(found.others).toBeUndefined();
      if (expected.never === true) {
        expect(found.refusal).toMatch(/no requests/);
        return;
      }
      const { run, states } = await measured(log);
      const [input] = run.inputs;
      expect({ ...input }).toMatchObject({
        requests: expected.requests,
        rejected: 0,
        filteredBy: expected.filteredBy,
        period: { from: expected.from, to: expected.to },
      });
      expect(run.problems).toEqual(expected.nobody ? [expect.stringMatching(/only the time of requests/)] : []);
      expect(seenIn(states, expected)).toEqual(wantedOf(expected));
      expect(columnsWanted(expected).filter(column => !(run.columns as readonly string[]).includes(column))).toEqual(
        [],
      );
    },
  );
});

/** Which description knows the log, which would if that one were not there, and why the log is refused if it is. */
async function recognised(file: string): Promise<{ description?: string; others?: string; refusal?: string }> {
  const { sources } = await resolveInputs([file], { cwd: '.', stdin: process.stdin });
  const reader = await openReader(sources[0]!, { maxRecordBytes: 2 ** 20 });
  try {
    const sample = await reader.sample(200);
    const { parts } = understand(sample, { ...optionsOf(), path: file });
    const { description, detected } = parts[0];
    const others = catalogue().filter(one => one !== description);
    return named(description, recogniseDescription(detected.fields, others));
  } catch (error) {
    if (!(error instanceof RevenuerError)) throw error;
    const refused = catalogue().find(({ title }) => error.message.includes(`${title},`));
    return { ...named(refused, undefined), refusal: error.message };
  } finally {
    await reader.close();
  }
}

function named(description: FormatDescription | undefined, others: FormatDescription | undefined) {
  return {
    ...(description === undefined ? {} : { description: description.name }),
    ...(others === undefined ? {} : { others: others.name }),
  };
}

type State = Readonly<Record<string, readonly unknown[]>>;

async function measured(file: string): Promise<{ run: RunRecord; states: Map<string, State> }> {
  const lines: [string, string][] = [];
  await measureLogs(optionsOf({ inputs: [file] }), line => {
    const tab = line.indexOf('\t');
    lines.push([line.slice(0, tab), line.slice(tab + 1)]);
  });
  const accounts = lines.filter(([key]) => key.startsWith('account:'));
  const run = JSON.parse(lines.find(([key]) => key.startsWith('run:'))?.[1] ?? '{}') as RunRecord;
  return {
    run,
    states: new Map(accounts.map(([key, state]) => [decodeURIComponent(key.slice(8)), JSON.parse(state) as State])),
  };
}

interface Seen {
  readonly accounts: readonly string[];
  readonly addresses: readonly string[];
  readonly models: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly latencies: readonly number[];
}

/** What was measured, of what the format has. */
function seenIn(states: ReadonlyMap<string, State>, expected: Expected): Partial<Seen> {
  const all = [...states.values()];
  const totals = all.map(state => state['traffic']?.[0] as number[]);
  const seen: Seen = {
    accounts: [...states.keys()].sort(),
    addresses: all.flatMap(state => (state['places']?.[1] as [unknown, string[]])[1]).sort(),
    models: new Set(all.flatMap(state => (state['models']?.[2] as [number, string][]).map(([, name]) => name))).size,
    inputTokens: sum(totals.map(total => total[8] ?? 0)),
    outputTokens: sum(totals.map(total => total[10] ?? 0)),
    latencies: all.flatMap(state => state['moments']?.[2] as number[]).sort((a, b) => a - b),
  };
  return Object.fromEntries(Object.entries(seen).filter(([name]) => expected[name as keyof Seen] !== null));
}

function wantedOf({ accounts, addresses, models, inputTokens, outputTokens, latencies }: Expected): Partial<Seen> {
  const wanted = { accounts, addresses, models, inputTokens, outputTokens, latencies };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
}

/** Columns of a run that a field of the log gives. */
function columnsWanted({ columns }: Expected): string[] {
  return columns.map(column => ({ ja4: 'tls', prompt: 'promptHash' })[column] ?? column);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
