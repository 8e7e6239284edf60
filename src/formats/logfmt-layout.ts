/**
 * What logfmt leaves open, learned from a sample: which values hold blanks that nobody quoted, and in which order names come.
 * Whoever writes into such a value can write `name=value` there; it is told from the program's own by where it stands.
 */

/** One `name=value` of a line, with the bare words behind it. */
export interface Pair {
  readonly name: string;
  readonly text: string;
  /** Bare words that follow, '' where there are none. */
  readonly tail: string;
  /** In quotes or braces: what stands in it can be nothing else. */
  readonly isClosed: boolean;
}

export interface LogfmtLayout {
  /** Names of values that go on behind a blank. */
  readonly open: ReadonlySet<string>;
  /** Names that stand behind an open value, with the next open name behind them, '' where none is. */
  readonly behind: ReadonlyMap<string, string>;
}

/** Different texts behind a name that make it a text: a lone word that comes again and again is a switch. */
const fewestTails = 3;
/** Names by which programs log what clients write, and that stand without quotes until somebody writes a blank. */
const clients: ReadonlySet<string> = new Set(
  'path uri url query referer referrer ua user_agent useragent agent msg message prompt text q body content input'.split(
    ' ',
  ),
);

export function layoutOf(lines: readonly (readonly Pair[])[]): LogfmtLayout {
  const tails = new Map<string, Set<string>>();
  for (const { name, tail, isClosed } of lines.flat()) {
    if (tail !== '' && !isClosed) tails.set(name, (tails.get(name) ?? new Set()).add(tail));
  }
  const open = new Set([...tails].filter(([, texts]) => texts.size >= fewestTails).map(([name]) => name));
  return { open, behind: behindOf(lines, open) };
}

/** By the lines in which no name comes twice. */
function behindOf(lines: readonly (readonly Pair[])[], open: ReadonlySet<string>): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const pairs of lines) {
    if (new Set(pairs.map(({ name }) => name)).size < pairs.length) continue;
    let next = '';
    const first = pairs.findIndex(pair => isOpen(pair, open));
    for (let at = pairs.length - 1; at >= 0; at -= 1) {
      const pair = pairs[at] as Pair;
      const place = first >= 0 && at > first ? `>${next}` : '';
      const counts = votes.get(pair.name) ?? new Map<string, number>();
      votes.set(pair.name, counts.set(place, (counts.get(place) ?? 0) + 1));
      if (isOpen(pair, open)) next = pair.name;
    }
  }
  const places = [...votes].map(([name, counts]) => [name, mostFrequent(counts)] as const);
  return new Map(places.filter(([, place]) => place !== '').map(([name, place]) => [name, place.slice(1)]));
}

function isOpen({ name, isClosed }: Pair, open: ReadonlySet<string>): boolean {
  return !isClosed && (open.has(name) || clients.has(name.toLowerCase()));
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

/**
 * The fields of a line. Of a name that comes several times the program's own is taken: before the values that clients write
 * it is the first, behind them the last. Without any such value the first is: what a logger was made with comes first.
 */
export function fieldsOf(pairs: readonly Pair[], { open, behind }: LogfmtLayout): Map<string, string> {
  const fields = new Map<string, string>();
  const lasts = new Map(pairs.map(({ name }, at) => [name, at]));
  pairs.forEach((pair, at) => {
    const { name } = pair;
    const next = behind.get(name);
    if (fields.has(name)) {
      const end = next === undefined ? -1 : (lasts.get(next) ?? pairs.length);
      if (at > end) return;
    }
    fields.set(name, textOf(pair, open));
  });
  return fields;
}

function textOf({ name, text, tail, isClosed }: Pair, open: ReadonlySet<string>): string {
  return tail === '' || isClosed || !open.has(name) ? text : `${text} ${tail}`;
}
