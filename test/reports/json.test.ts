import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/reports/csv.js';
import { ecs } from '../../src/reports/ecs.js';
import { printable } from '../../src/reports/escape.js';
import { json } from '../../src/reports/json.js';
import { ndjson } from '../../src/reports/ndjson.js';
import { sarif } from '../../src/reports/sarif.js';
import type { Reporter } from '../../src/reports/reporter.js';
import { examples, hostile, plainLook } from './examples.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8')) as object;
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
formats.default(ajv);
const validate = ajv.compile(schema);

type Path = (string | number)[];
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function render(reporter: Reporter, report = examples.campaign(), look = plainLook): string {
  return [...reporter.render(report, look)].join('');
}

function problems(value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('json', () => {
  it.each(Object.entries(examples))('%s is as the schema says', (_, make) => {
    expect(problems(JSON.parse(render(json, make())))).toEqual([]);
  });

  it.each(Object.entries(examples))('%s is laid out as JSON.stringify would', (_, make) => {
    const text = render(json, make());
    expect(text).toBe(`${printable(JSON.stringify(JSON.parse(text), null, 2), 'json')}\n`);
  });

  it('is the report itself, but for what may not be told', () => {
    const report = examples.logitExtraction();
    expect(JSON.parse(render(json, report))).toEqual(report);
  });

  it('keeps every sign of a hostile name', () => {
    const name = '\u001b[2J\u202e\u200b\ufeff<b>\u{e0041}\ud800';
    const [first] = (JSON.parse(render(json, hostile(name))) as { suspects: { accounts: string[] }[] }).suspects;
    expect(first?.accounts).toEqual([name]);
  });

  it('says when suspects were left out, and only then', () => {
    expect(JSON.parse(render(json))).not.toHaveProperty('omitted');
    const short = JSON.parse(
      render(json, examples.campaign(), { ...plainLook, top: 1, minSeverity: 'low' }),
    ) as unknown;
    expect(short).toMatchObject({ omitted: { below: 1, beyond: 2 } });
    expect(problems(short)).toEqual([]);
  });
});

describe('schema', () => {
  const optional = /^run\.detectors\.\d+\.reason$|^run\.inputs\.\d+\.damage$/;
  const maps = new Set(['config', 'measured', 'expected', 'mapping', 'rejectedBy', 'filteredBy']);
  const whole = (): Json => {
    const report = examples.campaign();
    report.run.inputs[0] = { ...examples.damaged().run.inputs[0]! };
    report.run.inputs[0].filteredBy = { blank: 1 };
    return JSON.parse(JSON.stringify(report)) as Json;
  };

  it.each(fieldsOf(whole(), []).map(path => [path.join('.'), path] as const))('misses %s', (_, path) => {
    const value = whole();
    remove(value, path);
    const accepted = optional.test(path.join('.'));
    if (accepted) expect(problems(value)).toEqual([]);
    else expect(problems(value)).not.toEqual([]);
  });

  it.each(fieldsOf(whole(), []).map(path => [path.join('.'), path] as const))('minds the type of %s', (_, path) => {
    const value = whole();
    replace(value, path, path.at(-1) === 'config' ? 7 : true);
    const free = path.at(-1) === 'complete' || path.at(-1) === 'reliable' || path.at(-1) === 'reached';
    if (free) expect(problems(value)).toEqual([]);
    else expect(problems(value)).not.toEqual([]);
  });

  it('lets fields be added', () => {
    const value = whole() as { [key: string]: Json };
    expect(problems({ ...value, later: 1 })).toEqual([]);
  });

  it('knows every field that is written', () => {
    const strict = new Ajv2020({ allErrors: true, strict: false });
    formats.default(strict);
    const closed = strict.compile(close(schema) as object);
    closed(JSON.parse(render(json)));
    expect(closed.errors).toBeNull();
  });

  /** One path for each field of each kind of object, the first of every list standing for all. */
  function fieldsOf(value: Json, path: Path): Path[] {
    if (Array.isArray(value)) return value[0] === undefined ? [] : fieldsOf(value[0], [...path, 0]);
    if (typeof value !== 'object' || value === null || maps.has(String(path.at(-1)))) return [];
    return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...fieldsOf(item, [...path, key])]);
  }

  function holder(value: Json, path: Path): Record<string, Json> {
    return path.slice(0, -1).reduce<Json>((at, key) => (at as Record<string, Json>)[key] ?? null, value) as Record<
      string,
      Json
    >;
  }

  function remove(value: Json, path: Path): void {
    Reflect.deleteProperty(holder(value, path), String(path.at(-1)));
  }

  function replace(value: Json, path: Path, item: Json): void {
    holder(value, path)[String(path.at(-1))] = item;
  }

  /** The schema with every object closed to fields it does not name. */
  function close(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, close(item)]));
    return 'properties' in value && 'required' in value ? { ...copy, additionalProperties: false } : copy;
  }
});

describe('ndjson', () => {
  it('is the run and then a line a suspect, with what JSON has', () => {
    const report = JSON.parse(render(json)) as { run: object; suspects: object[]; schema: string; tool: object };
    const lines = render(ndjson)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as object);
    expect(lines[0]).toEqual({ type: 'run', schema: report.schema, tool: report.tool, ...report.run });
    expect(lines.slice(1)).toEqual(report.suspects.map(suspect => ({ type: 'suspect', ...suspect })));
  });

  it('is one line of the run when nothing was found', () => {
    expect(render(ndjson, examples.nothingFound()).trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('csv', () => {
  it('is one row a suspect under a head that does not change', () => {
    const rows = parse<Record<string, string>>(render(csv), { columns: true });
    expect(rows.map(row => [row['rank'], row['severity'], row['score_bits'], row['accounts']])).toEqual([
      ['1', 'critical', '29.8', '24'],
      ['2', 'medium', '8.7', '1'],
      ['3', 'low', '4.4', '1'],
      ['4', 'info', '1.1', '1'],
    ]);
    expect(rows[0]).toMatchObject({
      log_records: '449185',
      log_requests: '449173',
      log_rejected: '12',
      log_filtered: '0',
    });
    expect(render(csv, examples.nothingFound())).toBe(`${Object.keys(rows[0] ?? {}).join(',')}\r\n`);
  });

  it('keeps a negative score a number', () => {
    const report = examples.logitExtraction();
    report.suspects[0]!.score = -3.1;
    expect(render(csv, report)).toContain(',-3.1,');
  });

  it('cuts lists before a spreadsheet would', () => {
    const report = examples.logitExtraction();
    report.suspects[0]!.accounts = Array.from({ length: 20_000 }, (_, i) => `acct_${i}`);
    const [row] = parse<Record<string, string>>(render(csv, report), { columns: true });
    expect(row?.['account_names']).toMatch(/; … \d+ more$/);
    expect(row?.['account_names']?.length).toBeLessThan(32_767);
  });
});

describe('sarif', () => {
  interface Sarif {
    version: string;
    runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
  }
  const log = JSON.parse(render(sarif)) as Sarif;

  it('has a rule a detector and a result a suspect', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.tool.driver.rules).toHaveLength(11);
    expect(log.runs[0]?.results.map(({ level, ruleId }) => [level, ruleId])).toEqual([
      ['error', 'shared-template'],
      ['warning', 'never-repeats'],
      ['note', 'regular-gaps'],
      ['note', 'volume-outlier'],
    ]);
    for (const { ruleId, ruleIndex } of log.runs[0]?.results ?? []) {
      expect(log.runs[0]?.tool.driver.rules[Number(ruleIndex)]?.id).toBe(ruleId);
    }
  });

  it('names no account', () => {
    expect(render(sarif)).not.toContain('acct_');
  });

  it('points at a line by a relative reference', () => {
    expect(log.runs[0]?.results[0]?.['locations']).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'logs/may11.ndjson.gz' }, region: { startLine: 118 } } },
    ]);
  });
});

it('ecs is one alert a suspect, at the time of what was seen', () => {
  const alerts = render(ecs)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
  expect(alerts).toHaveLength(4);
  expect(alerts[0]).toMatchObject({
    '@timestamp': '2026-05-15T23:58:31.000Z',
    event: { kind: 'alert', severity: 99, risk_score: 29.8 },
    rule: { id: 'coordinated-generation' },
    source: { as: { number: [64500, 64501, 64502] } },
    threat: { technique: { id: ['AML.T0024.002'] } },
  });
  expect(alerts[1]).toMatchObject({ user: { id: 'acct_5d01c2' }, related: { user: ['acct_5d01c2'] } });
});
