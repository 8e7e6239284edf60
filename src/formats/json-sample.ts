/** Parses the first lines of an input, for detection. */
import { isUtf8 } from 'node:buffer';
import type { RecordView } from './format.js';
import { sampledRecords } from './field-sample.js';
import { frameJson, newFrame } from './json-frame.js';
import { parseLenient } from './json-lenient.js';
import { jsonLineParser } from './json-line.js';
import { bufferOf } from './record-text.js';
import { isJsonObject, type JsonObject } from './unwrap.js';

export interface JsonSample {
  /** Lines that are neither blank nor the bracket of an array. */
  lines: number;
  objects: JsonObject[];
  /** Lines that strict JSON refuses. */
  lenient: number;
  /** Some of it is not UTF-8. */
  broken: boolean;
}

export function sampleJson(sample: RecordView): JsonSample {
  const parser = jsonLineParser();
  const buffer = bufferOf(sample);
  const frame = newFrame();
  const read: JsonSample = { lines: 0, objects: [], lenient: 0, broken: false };
  for (let index = 0; index < sample.count && read.lines < sampledRecords; index += 1) {
    frame.start = sample.starts[index] ?? 0;
    frame.end = sample.ends[index] ?? 0;
    frameJson(buffer, frame);
    if (frame.kind === 'blank' || frame.kind === 'bracket') continue;
    read.lines += 1;
    if (frame.kind !== 'json') continue;
    const strict = parser.parse(buffer, frame.start, frame.end);
    const parsed = strict ?? parseLenient(buffer.toString('utf8', frame.start, frame.end));
    if (parsed === undefined) continue;
    if (strict === undefined) read.lenient += 1;
    if (Array.isArray(parsed)) addArray(read, parsed);
    else read.objects.push(parsed as JsonObject);
    read.broken ||= !isUtf8(buffer.subarray(frame.start, frame.end));
  }
  return read;
}

/** One line with an array counts as many lines as it has items: an object among other values is one of a row. */
function addArray(read: JsonSample, items: readonly unknown[]): void {
  const looked = items.slice(0, sampledRecords);
  read.objects.push(...looked.filter(isJsonObject));
  read.lines += Math.max(looked.length, 1) - 1;
}
