// Asks DuckDB the query of group-by.mjs: PACKAGES FILE SHAPE THREADS
import { createRequire } from 'node:module';
import { combinedColumns, groupBy } from './group-by.mjs';

const [packages, file, shape, threads] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(packages)('@duckdb/node-api');

const numbers = ['status', 'bytes'];
const cells = combinedColumns.map(name => `'${name}': '${numbers.includes(name) ? 'BIGINT' : 'VARCHAR'}'`).join(', ');
const sources = {
  ndjson: `read_json('${file}', format = 'newline_delimited')`,
  csv: `read_csv('${file}')`,
  combined: `read_csv('${file}', delim = ' ', quote = '"', header = false, nullstr = '-', columns = {${cells}})`,
};
const sketches = {
  distinct: field => `approx_count_distinct(${field})`,
  spread: field => `approx_quantile(${field}, 0.5)`,
};

const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const start = performance.now();
const answer = await connection.runAndReadAll(groupBy(shape, sources[shape], sketches));
const inside = (performance.now() - start) / 1000;
console.log(JSON.stringify({ records: Number(answer.getRows()[0][0]), inside }));
