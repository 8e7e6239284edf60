/** What lines that no format reads are likely to be, and what to give in their place. All patterns are linear. */

export interface UnknownText {
  readonly what: string;
  readonly instead: string;
}

const propose =
  'If each line is a request, write a format file, which `revenuer formats --propose FILE` begins for you.';

const kinds: readonly (UnknownText & { readonly test: (line: string) => boolean })[] = [
  {
    what: 'packets or connections, of which none is a request',
    instead: 'Give the access log of the server or gateway that answered them.',
    test: line => /\bSRC=\S{3,45} DST=|\bIP6? \S{3,60} > \S{3,60}: |\bsrcaddr dstaddr\b/.test(line),
  },
  {
    what: 'requests without a time',
    instead:
      'Export the lines with the time of the container (`docker logs -t`, `kubectl logs --timestamps`), or have the logger write one.',
    test: line => isRequest(line) && !/\d{1,2}:\d\d/.test(line) && !/\b\d{10}/.test(line),
  },
  {
    what: 'requests in a form of their own',
    instead: 'Write a format file, which `revenuer formats --propose FILE` begins for you.',
    test: isRequest,
  },
  {
    what: 'messages of a system log',
    instead:
      'Logins, mail and services are no requests. If an access log is among them, give its lines alone: `journalctl -u UNIT -o cat | revenuer scan -`, or `grep " PROGRAM\\[" FILE | revenuer scan -`.',
    test: line =>
      /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:?\d\d)) [\w.-]{1,255} [\w./-]{1,64}(?:\[\d{1,10}\])?: /.test(
        line,
      ),
  },
  {
    what: 'the log of a program, of which few lines or none are requests',
    instead: `Give the access log of the server or gateway before it. ${propose}`,
    test: line =>
      /\d\d:\d\d/.test(line) &&
      /(?:^|[^A-Za-z])(?:TRACE|DEBUG|INFO|NOTICE|NOTE|LOG|WARN(?:ING)?|ERROR|FATAL|CRITICAL)(?:[^A-Za-z]|$)/i.test(
        line,
      ),
  },
];

function isRequest(line: string): boolean {
  return (
    /(?:^|[^A-Za-z])(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?:https?:\/\/|\/)/.test(line) &&
    /(?:^|[^\w.])[1-5]\d\d(?:[^\w.]|$)/.test(line)
  );
}

const mostLines = 20;
const longestLine = 1024;

/** undefined where most of the first lines have nothing in common that says what they are. @param head the beginning of the input */
export function unknownText(head: string): UnknownText | undefined {
  const lines = head
    .split('\n', mostLines)
    .map(line => line.slice(0, longestLine))
    .filter(line => line.trim() !== '');
  return kinds.find(({ test }) => lines.filter(test).length * 2 > lines.length);
}

/** Whether a table's columns have no names of their own: commas in prose make one, too. */
export function isTableByChance(names: readonly string[]): boolean {
  return names.every(name => /^column\d{1,4}$/.test(name)) || names.some(name => !isName(name));
}

function isName(name: string): boolean {
  return name.length <= 60 && /\p{L}/u.test(name) && !/\d\d:\d\d|[\\{}<>="]/.test(name);
}
