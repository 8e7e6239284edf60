/** Formats of lines that a description gives as a regular expression: its named groups are the fields. */
import type { FormatDescription } from './description.js';
import type { Format } from './format.js';
import { lineFormat } from './line-format.js';

/** A longer line is no line of an access log, and patterns may be dear. */
const longestLine = 64 * 1024;

/** The format of a description that has a pattern. @throws SyntaxError for what is no regular expression */
export function patternFormat({ name, title, about = title, recognise }: FormatDescription): Format {
  const pattern = new RegExp(recognise.pattern ?? '', 'u');
  const fields = groupsOf(pattern);
  return lineFormat({
    name,
    title,
    description: about,
    fields,
    scan(line, values) {
      const groups = line.length > longestLine ? undefined : pattern.exec(line)?.groups;
      if (groups === undefined) return `does not have the pattern of ${name}`;
      for (const field of fields) values.push(groups[field]);
      return undefined;
    },
  });
}

/** Names of the groups, in the order in which they are written. */
export function groupsOf(pattern: RegExp): string[] {
  return Object.keys(new RegExp(`${pattern.source}|`, pattern.flags).exec('')?.groups ?? {});
}
