/** A log as a file, made once for each choice of options and kept. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { longestLine, shapes } from './lines.mjs';
import { traffic } from './traffic.mjs';

const endings = { ndjson: 'ndjson', csv: 'csv', combined: 'log' };
const blockBytes = 1 << 20;

/**
 * The path of the log; written first when the folder does not hold it.
 * @param {{ shape: string, requests: number, accounts: number, seed: number, days: number, folder: string }} options
 */
export function logFile({ folder, ...options }) {
  const { shape, requests, accounts, days, seed } = options;
  mkdirSync(folder, { recursive: true });
  const name = `${requests}-requests-${accounts}-accounts-${days}-days-seed-${seed}-${recipe()}.${endings[shape]}`;
  const file = path.join(folder, name);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    writeLog(`${file}.part`, options);
    renameSync(`${file}.part`, file);
  }
  return file;
}

/** Written a block at a time, each when the one before is on its way to the disk: memory stays flat. */
export function writeLog(file, { shape, ...options }) {
  const descriptor = openSync(file, 'w');
  const { head, write } = shapes[shape](options.seed);
  const block = Buffer.allocUnsafe(blockBytes);
  let filled = block.write(head);
  for (const request of traffic(options)) {
    if (filled + longestLine > blockBytes) filled = written(descriptor, block, filled);
    filled = write(block, filled, request);
  }
  written(descriptor, block, filled);
  closeSync(descriptor);
}

function written(descriptor, block, filled) {
  for (let at = 0; at < filled;) at += writeSync(descriptor, block, at, filled - at);
  return 0;
}

/** Eight digits for the code that logs are made with: another recipe, another file. */
function recipe() {
  const built = path.join(import.meta.dirname, '../../../dist/simulate');
  const parts = ['text', 'writers', 'random.js', 'clients.js', 'places.js', 'schedules.js'];
  const files = [import.meta.dirname, ...parts.map(part => path.join(built, part))].flatMap(within);
  const hash = createHash('sha256');
  for (const file of files.filter(each => /\.m?js$/.test(each))) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
}

function within(place) {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place)
    .sort()
    .map(name => path.join(place, name));
}
