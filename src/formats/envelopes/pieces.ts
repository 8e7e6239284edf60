/**
 * Lines of a container runtime (CRI): those marked P are pieces of the record that the next F of the same stream ends. Blocks
 * without pieces are opened without a copy.
 */
import type { Envelope, OpenedBlock, Opener } from '../envelope.js';
import type { RecordView, RejectSink } from '../format.js';
import { afterMark, bufferOf } from '../record-text.js';
import { BlockWriter } from './block-writer.js';
import { Carry } from './carry.js';
import { groupsOf, headOf, matchPrefix, PrefixScanner, withStarts } from './prefix.js';
import { cri } from './prefixes.js';

const pieceMark = 0x50;

export function piecesEnvelope(note: string): Envelope {
  return {
    spec: { kind: 'pieces', name: cri.name },
    note,
    around: groupsOf(cri),
    inOrder: true,
    opener: piecesOpener,
  };
}

function piecesOpener(): Opener {
  const scanner = new PrefixScanner(cri);
  const writer = new BlockWriter();
  const carry = new Carry();
  return {
    open(block, rejects) {
      const starts = carry.empty ? startsWithoutPieces(block, scanner) : undefined;
      return starts === undefined ? joined(block, rejects, { scanner, writer, carry }) : withStarts(block, starts, cri);
    },
    end: rejects => {
      carry.end(rejects);
    },
  };
}

/** Where the records begin; undefined when there is a piece among them. */
function startsWithoutPieces(block: RecordView, scanner: PrefixScanner): Uint32Array | undefined {
  const buffer = bufferOf(block);
  const starts = new Uint32Array(block.count);
  for (let index = 0; index < block.count; index += 1) {
    const { start, length } = prefixAt(buffer, block, { index, scanner });
    if (length > 0 && buffer[start + length - 2] === pieceMark) return undefined;
    starts[index] = start + length;
  }
  return starts;
}

interface Place {
  readonly index: number;
  readonly scanner: PrefixScanner;
}

function prefixAt(buffer: Buffer, { starts, ends }: RecordView, { index, scanner }: Place) {
  const end = ends[index] ?? 0;
  const start = afterMark(buffer, starts[index] ?? 0, end);
  return { start, end, length: scanner.length(buffer, start, end) };
}

interface Tools {
  readonly scanner: PrefixScanner;
  readonly writer: BlockWriter;
  readonly carry: Carry;
}

function joined(block: RecordView, rejects: RejectSink, { scanner, writer, carry }: Tools): OpenedBlock {
  const buffer = bufferOf(block);
  /** Prefix of each record: of its last piece. */
  const heads: string[] = [];
  writer.clear();
  for (let index = 0; index < block.count; index += 1) {
    const { start, end, length } = prefixAt(buffer, block, { index, scanner });
    const line = block.lines[index] ?? 0;
    const stream = length === 0 ? '' : streamOf(buffer, start, length);
    const piece = buffer.subarray(start + length, end);
    if (length > 0 && buffer[start + length - 2] === pieceMark) {
      carry.add(stream, { bytes: piece, line });
      continue;
    }
    const before = length === 0 ? undefined : carry.take(stream, piece.length);
    if (before?.tooLong === true) {
      rejects.reject(before.line, 'over-long record');
      continue;
    }
    for (const bytes of before?.pieces ?? []) writer.write(bytes);
    writer.write(piece);
    writer.endRecord(before?.line ?? line);
    heads.push(headOf(buffer, start, start + length));
  }
  return { ...writer.view(), around: (name, index) => matchPrefix(cri, heads[index] ?? '')?.groups?.[name] };
}

/** The word before the mark. */
function streamOf(buffer: Buffer, start: number, length: number): string {
  return buffer.toString('latin1', start + length - 9, start + length - 3);
}
