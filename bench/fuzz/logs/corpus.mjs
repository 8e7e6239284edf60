/** Stretches of logs that exist, the project's own fixtures unless others are given; most of their lines damaged. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { recognise } from '../paths.mjs';
import { damaged } from './bytes.mjs';

const fixtures = path.join(import.meta.dirname, '../../../fixtures');
/** Bytes of each log that are used, and lines by which it is recognised. */
const most = 300_000;
const headLines = 12;

let logs;

/** @param {{ corpus?: string }} options a log or a folder of logs */
export function corpusLog(random, { corpus = fixtures }) {
  logs ??= readAll(corpus);
  const lines = random.pick(logs);
  return {
    head: lines.slice(0, headLines).join(''),
    map: {},
    body(draw, count) {
      const from = draw.below(lines.length);
      const part = lines.slice(from, from + count);
      if (draw.chance(0.3)) return part.join('');
      return part.map(line => (draw.chance(0.4) ? damaged(draw, line) : line)).join('');
    },
  };
}

/** Each as lines with their ends. Those in Zstandard are left out. */
function readAll(place) {
  const found = filesOf(place)
    .map(file => (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)))
    .map(bytes => bytes.toString('latin1', 0, most).split(/(?<=\n)/u))
    .map(lines => (lines.length > 1 ? lines.slice(0, -1) : lines))
    .filter(lines => recognise({ head: lines.slice(0, headLines).join(''), map: {} }) !== undefined);
  if (found.length === 0) throw new Error(`${place} holds no log that is recognised`);
  return found;
}

function filesOf(place) {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => /\.(?:log|ndjson|jsonl|csv|tsv)(?:\.gz)?$/u.test(file) && !file.endsWith('truth.csv'))
    .sort();
}
