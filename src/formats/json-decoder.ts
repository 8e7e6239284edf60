/** Turns lines of JSON into requests: finds the JSON in a line, parses it, takes records out of wrappers, emits their fields. */
import type { Decoder, FieldBinding, FieldSink, RejectSink } from './format.js';
import { jsonEmitter, type Emit } from './json-emit.js';
import { frameJson, newFrame, type Frame } from './json-frame.js';
import { parseLenient } from './json-lenient.js';
import { directJsonParser } from './json-line.js';
import { bufferOf } from './record-text.js';
import { isJsonObject, unwrap, type Inner, type JsonObject, type Wrapper } from './unwrap.js';

/** A decoder for records that may be wrapped in one of `active`. */
export function jsonDecoder(bindings: readonly FieldBinding[], active: readonly Wrapper[]): Decoder {
  const parser = directJsonParser();
  const emit = jsonEmitter(bindings);
  const frame = newFrame();
  return {
    decode(block, sink, rejects) {
      const buffer = bufferOf(block);
      for (let index = 0; index < block.count; index += 1) {
        const line = block.lines[index] ?? 0;
        frame.start = block.starts[index] ?? 0;
        frame.end = block.ends[index] ?? 0;
        frameJson(buffer, frame);
        if (frame.kind === 'blank') rejects.filter(line, 'blank');
        else if (frame.kind === 'bracket') rejects.filter(line, 'other');
        else if (frame.kind === 'other') rejects.reject(line, reasonForOther(buffer, frame));
        else {
          const { start, end } = frame;
          const parsed = parser.parse(buffer, start, end) ?? parseLenient(buffer.toString('utf8', start, end));
          if (parsed === undefined) rejects.reject(line, reasonForBroken(buffer, frame));
          else emitLine({ parsed, line, buffer, frame, active }, emit, { sink, rejects });
        }
      }
    },
  };
}

interface ParsedLine {
  readonly parsed: object;
  readonly line: number;
  readonly buffer: Buffer;
  readonly frame: Frame;
  readonly active: readonly Wrapper[];
}

interface Sinks {
  readonly sink: FieldSink;
  readonly rejects: RejectSink;
}

function emitLine({ parsed, line, buffer, frame, active }: ParsedLine, emit: Emit, sinks: Sinks): void {
  const source = { buffer, start: frame.start, end: frame.end };
  if (!Array.isArray(parsed)) {
    const inner = active.length === 0 ? undefined : unwrap(parsed as JsonObject, active);
    if (inner === undefined) emit({ record: parsed, line, source }, sinks);
    else emitAll(inner, { line, source }, { emit, ...sinks });
    return;
  }
  const items: readonly Inner[] = parsed.flatMap((item: unknown) =>
    isJsonObject(item) ? (unwrap(item, active) ?? [{ record: item }]) : [{ record: item }],
  );
  emitAll(items, { line, source }, { emit, ...sinks });
}

function emitAll(
  items: readonly Inner[],
  at: { line: number; source: { buffer: Buffer; start: number; end: number } },
  { emit, ...sinks }: Sinks & { emit: Emit },
): void {
  if (items.length === 0) sinks.rejects.filter(at.line, 'other');
  for (const { record, around, dropped } of items) {
    if (dropped !== undefined) sinks.rejects.filter(at.line, dropped);
    else if (isJsonObject(record)) emit({ record, around, ...at }, sinks);
    else sinks.rejects.reject(at.line, 'not a JSON object');
  }
}

function reasonForBroken(buffer: Buffer, { end }: Frame): string {
  const last = buffer[end - 1];
  return last === 0x7d || last === 0x5d ? 'not JSON' : 'truncated JSON';
}

/** A number, a string or a literal is JSON, but no record. */
function reasonForOther(buffer: Buffer, { start, end }: Frame): string {
  if (end - start > 4096) return 'not JSON';
  try {
    JSON.parse(buffer.toString('utf8', start, end));
    return 'not a JSON object';
  } catch {
    return 'not JSON';
  }
}
