/**
 * Whole runs: a log must give the same report and the same profiles with any number of threads, in chunks of any size, and
 * without the kernel's decoders.
 */
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { judge } from '../../dist/engine/judge.js';
import { makePlan } from '../../dist/engine/plan.js';
import { readLogs } from '../../dist/engine/read.js';
import { formats } from '../../dist/formats/index.js';
import { json } from '../../dist/reports/json.js';
import { shown } from './difference.mjs';
import { accessLog } from './logs/access.mjs';
import { bufferOf, damaged } from './logs/bytes.mjs';
import { corpusLog } from './logs/corpus.mjs';
import { csvLog } from './logs/csv.mjs';
import { chatLog, jsonLog } from './logs/json.mjs';

/** Threads begin once there is enough work for them, see engine/crew.ts. */
const enoughForThreads = 12 * 1024 * 1024;
const look = { width: 80, color: false, unicode: true, top: undefined, minSeverity: undefined, showContent: true };

/** A log for whole runs: its bytes, its mapping, and the sizes of the chunks in which it comes. */
export function wholeLog(random, options) {
  const log = random.pick([jsonLog, chatLog, csvLog, accessLog, corpusLog])(random, options);
  let body = log.head;
  const size = random.chance(0.3) ? enoughForThreads : random.size(2000, 400_000);
  const part = damaged(random, log.body(random, 300)) + log.body(random, 1500);
  while (body.length < size && part.length > 0) body += part;
  const bytes = bufferOf(body);
  const chunk = Math.max(random.size(1, 3000), Math.ceil(bytes.length / 20_000));
  return { bytes, map: log.map, format: log.format, chunk };
}

/** The difference in words; undefined when there is none. */
export async function judgeWhole(log) {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-fuzz-'));
  try {
    writeFileSync(path.join(folder, 'log'), log.bytes);
    const file = { input: 'log', threads: 1 };
    const pipe = { input: '-', threads: 1, chunk: log.bytes.length };
    const inThreads = [2, 3, 4].map(threads => ({ ...file, threads }));
    return (
      (await differs({ log, folder }, file, inThreads)) ??
      (await differs({ log, folder }, pipe, [
        { ...pipe, chunk: log.chunk },
        { ...pipe, chunk: log.chunk, threads: 3 },
        { ...pipe, plain: true },
      ]))
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first of other ways that gives something else than the first way. */
async function differs(given, first, others) {
  const expected = await run(given, first);
  for (const way of others) {
    const found = await run(given, way);
    for (const [what, text] of Object.entries(found)) {
      if (text !== expected[what])
        return `${what} with ${JSON.stringify(way)}: ${firstDifference(text, expected[what])}`;
    }
  }
  return undefined;
}

function firstDifference(text, expected) {
  const [lines, others] = [text.split('\n'), expected.split('\n')];
  const at = lines.findIndex((line, index) => line !== others[index]);
  if (at < 0) return `${lines.length} lines and not ${others.length}`;
  const [line, other = ''] = [lines[at], others[at]];
  let same = 0;
  while (same < line.length && line[same] === other[same]) same++;
  const from = Math.max(0, same - 80);
  return `${shown(line.slice(from))} and not ${shown(other.slice(from))}`;
}

async function run({ log, folder }, { input, threads, chunk, plain = false }) {
  const options = optionsOf(log, {
    folder,
    threads,
    input,
    stdin: chunk === undefined ? Readable.from([]) : Readable.from(chunksOf(log.bytes, chunk)),
  });
  const restore = plain ? withoutKernel() : () => undefined;
  try {
    const plan = await makePlan(options, folder);
    const reading = await readLogs(options, plan);
    // What judging notes in the profiles must not show in them.
    const profiles = [...reading.profiles.encode()].map(entry => entry.join('\t')).join('\n');
    const report = judge({ ...reading, baseline: undefined }, plan, options);
    return { report: [...json.render(report, look)].join(''), profiles };
  } finally {
    restore();
  }
}

function* chunksOf(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

/** Formats give plain decoders until what is returned is called; in this thread, that is. */
function withoutKernel() {
  const before = formats.map(format => format.detect);
  for (const format of formats) {
    const { detect } = format;
    format.detect = sample => {
      const found = detect(sample);
      return found && { ...found, decoder: bindings => found.decoder(bindings) };
    };
  }
  return () => formats.forEach((format, index) => (format.detect = before[index]));
}

function optionsOf({ map, format }, { folder, threads, input, stdin }) {
  return {
    inputs: [input],
    cwd: folder,
    stdin,
    map,
    logFormat: format,
    timezoneOffset: 0,
    maxRecordBytes: 16 * 1024 * 1024,
    threads,
    memory: 2 ** 30,
    detectors: [],
    only: [],
    skip: [],
    detectorOptions: {},
    allow: [],
    canaries: ['the quick brown'],
    failOn: 'never',
  };
}
