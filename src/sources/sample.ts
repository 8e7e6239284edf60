/** Chooses the records by which a whole input is judged: from many places, so that nobody decides by coming first. */
import type { RecordBlock } from './records.js';

/** Records next to each other, and how to show where they stand. */
export interface Region {
  readonly block: RecordBlock;
  /** Lines are those of the input. */
  readonly isHead: boolean;
}

/** Share of the sample that is the beginning of the input: header lines and what explains them. */
const headShare = 1 / 4;
/** Records next to each other that are taken at each place: what comes in turns would else be seen in part, or not as a pair. */
const beside = 2;
/** Share of lines with an open quote from which quoted fields are taken to span lines. */
const openQuotes = 1 / 50;

/** Records among which lines that explain the others begin. */
const explainedWithin = 10;

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;

/**
 * At most `count` records: the beginning, then some of every region. Where quoted fields span lines, only the beginning, since
 * nobody can tell in the midst of a file what is inside quotes.
 */
export function chooseSample(regions: readonly Region[], count: number): RecordBlock {
  const picks = regions.map(pickable);
  const [head = []] = picks;
  if (picks.flat().length <= count) return joined(picks.flat());
  if (regions[0] !== undefined && spansLines(regions[0].block)) return joined(head.slice(0, count));
  if (head.slice(0, explainedWithin).some(isExplanation)) return explained(head, count);
  const beginning = head.slice(0, Math.floor(count * headShare));
  const rest = [head.slice(beginning.length), ...picks.slice(1)];
  const sizes = rest.map(({ length }) => length);
  const shares = shared(sizes, count - beginning.length);
  return joined([...beginning, ...rest.flatMap((some, index) => strided(some, shares[index] ?? 0))]);
}

/**
 * Where lines such as `#Fields:` say what follows means, all of them stay before what they explain; what lies further on may be
 * explained by lines that nobody has seen.
 */
function explained(head: readonly Pick[], count: number): RecordBlock {
  const explanations = head.filter(isExplanation).slice(0, Math.floor(count / 2));
  const kept = new Set(explanations);
  const others = head.filter(pick => !kept.has(pick));
  const beginning = others.slice(0, Math.floor(count * headShare));
  const rest = strided(others.slice(beginning.length), count - explanations.length - beginning.length);
  for (const pick of [...beginning, ...rest]) kept.add(pick);
  return joined(head.filter(pick => kept.has(pick)));
}

function isExplanation({ block, index }: Pick): boolean {
  return block.bytes[block.starts[index] ?? 0] === 0x23;
}

interface Pick {
  readonly block: RecordBlock;
  readonly index: number;
  readonly line: number;
}

function pickable({ block, isHead }: Region): Pick[] {
  const picks: Pick[] = [];
  for (let index = 0; index < block.count; index += 1) {
    if (!isBlank(block, index)) picks.push({ block, index, line: isHead ? (block.lines[index] ?? 0) : 0 });
  }
  return picks;
}

function isBlank({ bytes, starts, ends }: RecordBlock, index: number): boolean {
  let at = starts[index] ?? 0;
  const end = ends[index] ?? 0;
  while (at < end && (bytes[at] ?? 0) <= 0x20) at += 1;
  return at === end;
}

/** Divides `count` fairly among those who have so much to give. */
function shared(sizes: readonly number[], count: number): number[] {
  const shares = sizes.map(() => 0);
  const order = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size || a.index - b.index);
  let left = count;
  for (const [at, { size, index }] of order.entries()) {
    const share = Math.min(size, Math.floor(left / (order.length - at)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

function strided(picks: readonly Pick[], count: number): Pick[] {
  return Array.from({ length: count }, (_, at) => {
    const inside = at % beside;
    return picks[Math.floor(((at - inside) * picks.length) / count) + inside] as Pick;
  });
}

/** Quotes that are open at the end of more than a few lines. */
function spansLines({ bytes, starts, ends, count }: RecordBlock): boolean {
  let open = 0;
  for (let index = 0; index < count; index += 1) {
    let quotes = 0;
    for (let at = starts[index] ?? 0; at < (ends[index] ?? 0); at += 1) {
      if (bytes[at] === backslash) at += 1;
      else if (bytes[at] === quote) quotes += 1;
    }
    open += quotes % 2;
  }
  return open > count * openQuotes;
}

/** Whole records, one a line: newlines inside them (JSON has none in its strings) become blanks. */
function joined(picks: readonly Pick[]): RecordBlock {
  const sizes = picks.map(({ block, index }) => (block.ends[index] ?? 0) - (block.starts[index] ?? 0));
  const bytes = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + size + 1, 0));
  const starts = new Uint32Array(picks.length);
  const ends = new Uint32Array(picks.length);
  const lines = new Float64Array(picks.length);
  let at = 0;
  for (const [to, { block, index, line }] of picks.entries()) {
    const start = block.starts[index] ?? 0;
    const end = at + (sizes[to] ?? 0);
    bytes.set(block.bytes.subarray(start, block.ends[index]), at);
    for (
      let inside = bytes.indexOf(newline, at);
      inside !== -1 && inside < end;
      inside = bytes.indexOf(newline, inside)
    ) {
      bytes[inside] = 0x20;
    }
    bytes[end] = newline;
    [starts[to], ends[to], lines[to]] = [at, end, line];
    at = end + 1;
  }
  return { bytes, count: picks.length, starts, ends, lines, offset: 0 };
}

export const emptyBlock: RecordBlock = {
  bytes: new Uint8Array(0),
  count: 0,
  starts: new Uint32Array(0),
  ends: new Uint32Array(0),
  lines: new Float64Array(0),
  offset: 0,
};
