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

/** Dates and times are in UTC by the format's definition, and in two columns. */
const timestamp: Derived = {
  field: 'timestamp',
  of: ['date', 'time'],
  make: ([date = '', time = '']) => `${date}T${time}Z`,
};

function layoutOf(names: readonly string[]): Layout {
  const encoded = names.includes('x-edge-location');
  return {
    names,
    derived: [timestamp],
    split: line => splitLine(line),
    value(name, cell) {
      if (!name.startsWith('cs(')) return cell;
      return encoded ? percentDecoded(cell) : withBlanks(cell);
    },
  };
}

function splitLine(line: string): string[] {
  if (line.includes('\t')) return line.split('\t');
  if (!line.includes('"')) return line.split(/ +/);
  return tokens({ line, at: 0 }, maximumCells);
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
