import { directiveFormat, type Derived, type Layout } from './directive-lines.js';
import { tokens } from './tokens.js';

const maximumCells = 256;

/** W3C extended log format: IIS, CloudFront standard logs and others that write a `#Fields:` line. */
export const w3c = directiveFormat({
  name: 'w3c',
  title: 'W3C extended log format',
  description: 'logs with a #Fields line: IIS, CloudFront standard logs, and others',
  reader: () => ({
    read(line) {
      const names = /^#Fields:\s*(\S.*)$/i.exec(line)?.[1];
      return names === undefined ? undefined : layoutOf(names.split(/\s+/));
    },
  }),
});

/** Two columns, and in UTC by the format's definition; of local ones the zone is for others to say. */
const timestamps: readonly Derived[] = [
  joined(['date', 'time'], 'Z'),
  joined(['date-UTC', 'time-UTC'], 'Z'),
  joined(['date-local', 'time-local'], ''),
];

function joined(of: readonly [string, string], zone: string): Derived {
  return { field: 'timestamp', of, make: ([date = '', time = '']) => `${date}T${time}${zone}` };
}

function layoutOf(names: readonly string[]): Layout {
  const encoded = names.includes('x-edge-location');
  return {
    names,
    derived: timestamps.filter(({ of }) => of.every(name => names.includes(name))).slice(0, 1),
    split: line => splitLine(line, names.length),
    value(name, cell) {
      if (!name.startsWith('cs(')) return cell;
      return encoded ? percentDecoded(cell) : withBlanks(cell);
    },
  };
}

/** A lone quote is one of the client's where cells are not quoted: it only joins words when these are too many. */
function splitLine(line: string, width: number): string[] {
  if (line.includes('\t')) return line.split('\t');
  const words = line.split(/ +/);
  if (!line.includes('"')) return words;
  return words.length === width
    ? words.map(cell => (/^".*"$/.test(cell) ? cell.slice(1, -1) : cell))
    : tokens({ line, at: 0 }, maximumCells);
}

/** IIS writes a plus for each blank in a header. */
function withBlanks(cell: string): string {
  return cell.includes(' ') ? cell : cell.replaceAll('+', ' ');
}

/** CloudFront encodes headers, some of them twice. */
function percentDecoded(cell: string): string {
  const once = decoded(cell);
  return /%[0-9A-Fa-f]{2}/.test(once) ? decoded(once) : once;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
