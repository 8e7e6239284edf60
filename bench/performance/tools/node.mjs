/** What Node and single packages need to parse a log and do nothing with it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runProgram } from './tool.mjs';

export const ndjson = plain({
  id: 'ndjson',
  name: 'ndjson',
  package: 'ndjson',
  program: 'ndjson-package',
  does: { ndjson: 'the npm package alone: parses each line into an object' },
});

export const csvParse = plain({
  id: 'csv-parse',
  name: 'csv-parse',
  package: 'csv-parse',
  program: 'csv-package',
  does: { csv: 'the npm package alone: each line as an array of cells' },
});

export const jsonParse = plain({
  id: 'json-parse',
  name: 'JSON.parse',
  program: 'json-lines',
  does: { ndjson: 'Node: cuts lines, JSON.parse of each' },
});

export const regex = plain({
  id: 'regex',
  name: 'regex',
  program: 'regex-lines',
  does: { combined: 'Node: cuts lines, one regular expression for each' },
});

function plain({ package: name, program, ...tool }) {
  const available = () => ({ version: name === undefined ? process.versions.node : versionOf(name) });
  return { ...tool, available, run: (file, _shape, { timeout }) => runProgram(program, [file], { timeout }) };
}

function versionOf(name) {
  return JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
