import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { csv } from '../../src/reports/csv.js';
import { reporters } from '../../src/reports/index.js';
import { campaign, plainLook } from './examples.js';

const page = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8');
const schema = JSON.parse(readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8')) as object;

it.each([...new Set(properties(schema))])('explains the field %s', field => {
  expect(page).toContain(`\`${field}\``);
});

it.each([...new Set(values(schema))])('explains the value %s', value => {
  if (value === 'never') expect(page).toContain('`failOn`');
  else expect(page).toContain(`\`${value}\``);
});

it.each(reporters.map(({ name }) => name))('lists the form %s', name => {
  expect(page).toContain(`| \`${name}\``);
});

it('lists the columns of CSV in order', () => {
  const [head = ''] = [...csv.render(campaign(), plainLook)];
  const section = page.slice(page.indexOf('## CSV'));
  const places = head
    .trim()
    .split(',')
    .map(column => section.indexOf(`\`${column}\``));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

/** Every name under `properties`, at any depth. */
function properties(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'properties' in value ? Object.keys(value.properties as object) : [];
  return [...own, ...Object.values(value).flatMap(properties)];
}

/** Every value a field is restricted to. */
function values(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'enum' in value ? (value.enum as string[]) : [];
  return [...own, ...Object.values(value).flatMap(values)];
}
