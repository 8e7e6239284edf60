// Asks chDB (ClickHouse in the process) the query of group-by.mjs: PACKAGES FILE SHAPE THREADS
import { createRequire } from 'node:module';
import { combinedColumns, groupBy } from './group-by.mjs';

const [packages, file, shape, threads] = process.argv.slice(2);
const { query } = createRequire(packages)('chdb');

const numbers = ['status', 'bytes'];
const cells = combinedColumns.map(name => `${name} ${numbers.includes(name) ? 'UInt64' : 'String'}`).join(', ');
const sources = {
  ndjson: `file('${file}', 'JSONEachRow')`,
  csv: `file('${file}', 'CSVWithNames')`,
  combined: `file('${file}', 'CustomSeparated', '${cells}')`,
};
const sketches = { distinct: field => `uniqHLL12(${field})`, spread: field => `quantile(0.5)(${field})` };
const settings = {
  max_threads: threads,
  ...(shape === 'combined' ? { format_custom_escaping_rule: `'CSV'`, format_custom_field_delimiter: `' '` } : {}),
};
const set = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);

const start = performance.now();
const text = groupBy(shape, sources[shape], sketches);
const answer = query(`${text} SETTINGS ${set.join(', ')}`, 'CSV');
const inside = (performance.now() - start) / 1000;
console.log(JSON.stringify({ records: Number(String(answer).split(',')[0]), inside }));
