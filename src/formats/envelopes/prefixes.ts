/**
 * Prefixes that are known by their looks: one row each, the more specific ones first. Patterns are sticky and never try one
 * stretch in more than a few ways; each ends with what ends the prefix, so that nothing of the record is taken along.
 */
import type { Prefix } from './prefix.js';

const zone = '(?:Z|[+-]\\d{2}:?\\d{2})?';
const clock = '\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?';
const strict = `\\d{4}-\\d{2}-\\d{2}T${clock}${zone}`;
const loose = `\\d{4}-\\d{2}-\\d{2}[T ]${clock}${zone}`;
/** `Nov 20 08:15:31`, with a year where a program adds one. */
const traditional = `[A-Z][a-z]{2} [ \\d]\\d(?: \\d{4})? ${clock}(?: \\d{4})?`;
const priority = '(?:<\\d{1,3}>)?';
/** `host program[12]: `; the host may be missing, the program ends with a colon. */
const tag =
  '(?:(?<host>\\S{0,254}[^\\s:]) )?(?<program>[^\\s:\\[\\]{}"]{1,64})(?:\\[[\\w./-]{1,64}\\])?:(?: (?:@cee: ?)?|(?=\\{))';
const structured = '(?:-|(?:\\[(?:[^\\]"]|"(?:[^"\\\\]|\\\\.)*")*\\])+)';
/** What a record begins with: JSON, the address of an access log, or the time of another prefix. */
const record = '(?=\\d{4}-\\d{2}-\\d{2}T|\\{|(?:\\d{1,3}\\.){3}\\d{1,3}[ ,]|[\\da-fA-F]{0,4}:[\\da-fA-F:.]{2,40} )';
const file = '[^"{}<>|]{1,300}?\\.(?:log|txt|jsonl?|ndjson|csv|tsv|out|err|gz|zst)(?:[.-][\\w-]{1,32}){0,4}';
/** A name without an ending: neither a date nor a part of an address. */
const bareName = '(?!\\d{4}-\\d{2}-)(?=[^\\s:]{0,300}[g-zG-Z/_])';
const bareFile = '[^\\s:"{}<>|[\\]]{1,300}';
const level = '(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)';

function row(name: string, patterns: readonly string[], more: Omit<Prefix, 'name' | 'patterns'> = {}): Prefix {
  return { name, patterns: patterns.map(pattern => new RegExp(pattern, 'y')), ...more };
}

export const cri = row('CRI', [`(?<time>${strict}) (?<stream>stdout|stderr) [FP] `]);

export const prefixes: readonly Prefix[] = [
  cri,
  row('docker compose with times', [`(?<program>[\\w.@-]{1,128}) {0,60}\\| (?<time>${strict}) `]),
  row('pm2', [
    `\\d{1,5}\\|(?<program>[^\\s|]{1,64}) {0,60}\\| (?<time>${loose}): `,
    `\\d{1,5}\\|(?<program>[^\\s|]{1,64}) {0,60}\\| `,
  ]),
  row('docker compose', ['(?<program>[\\w.@-]{1,128}) {0,60}\\|(?: |$)']),
  row('kubectl', [
    `\\[pod/(?<host>[^\\]\\s/]{1,253})/(?<program>[^\\]\\s]{1,253})\\] (?<time>${strict}) `,
    '\\[pod/(?<host>[^\\]\\s/]{1,253})/(?<program>[^\\]\\s]{1,253})\\] ',
  ]),
  row('syslog', [
    `(?:\\d{1,6} )?${priority}1 (?<time>${strict}|-) (?<host>\\S{1,255}) (?<program>\\S{1,64}) \\S{1,128} \\S{1,64} ${structured}(?: (?:\\xef\\xbb\\xbf)?|$)`,
    `${priority}(?<time>${traditional}) ${tag}`,
    `${priority}(?<time>${loose}) ${tag}`,
    `[A-Z][a-z]{2} (?<time>\\d{4}-\\d{2}-\\d{2} ${clock}(?: [A-Z]{2,5})?) ${tag}`,
    `[A-Z][a-z]{2} (?<time>${traditional}) [a-z\\d]{1,10}\\.[a-z]{1,8} ${tag}`,
    `(?<time>\\d{9,11}\\.\\d{6}) ${tag}`,
    `\\[ {0,8}\\d{1,8}\\.\\d{3,6}\\] ${tag}`,
  ]),
  row('Spring', [
    `(?<time>${loose}) {1,3}${level} {1,3}\\d{1,8} {1,3}--- (?:\\[[^\\]]{0,64}\\] ?){1,3}(?<program>[\\w.$[\\]/]{1,128}) {0,60}: `,
  ]),
  row('Log4j', [
    `(?<time>${loose}) \\[[^\\]]{1,64}\\] ${level} {1,3}(?<program>[\\w.$]{1,128}) {0,60}- `,
    `(?<time>${loose}) ${level} {1,3}\\[[^\\]]{1,64}\\] (?<program>[\\w.$]{1,128}) {0,60}- `,
  ]),
  row('Python logging', [
    `(?<time>${loose}) - (?<program>[\\w.-]{1,128}) - ${level} - `,
    `(?<time>${loose}) ${level} {1,4}(?:\\[[^\\]]{1,64}\\] )?(?<program>[\\w./-]{1,128}): `,
    `${level}:(?<program>[\\w.-]{1,128}):`,
  ]),
  row('Ruby', [
    `[DIWEFA], \\[(?<time>${loose}) {1,2}#\\d{1,10}\\] {1,3}(?:${level}|ANY) -- (?<program>[\\w:.-]{0,64}): `,
  ]),
  row('klog', [`[IWEFD]\\d{4} ${clock} {1,8}\\d{1,8} [\\w./-]{1,128}:\\d{1,6}\\] `]),
  row('logcli', [`(?<time>${strict}) \\{(?:[^"{}]|"(?:[^"\\\\]|\\\\.)*")*\\} `]),
  row('Cloud Foundry', [` {0,4}(?<time>${strict}) \\[(?<program>[A-Z]{1,16}/[^\\]\\s]{0,64})\\] (?<stream>OUT|ERR) `]),
  row('Fly', [`(?<time>${strict}) (?<program>[a-z]{1,20})\\[(?<host>[\\w-]{1,64})\\] [a-z]{3} \\[[a-z]{1,10}\\] `]),
  row('gcloud', [`(?<time>${loose}) (?<program>[\\w-]{1,64})\\[[\\w-]{1,64}\\] {1,3}`]),
  row('a time and a name', [
    `\\[(?<time>${loose})[^\\]]{0,12}\\] (?:${level} )?(?<program>[\\w./-]{1,64}): `,
    `(?<time>${strict}) \\[(?<program>[^\\]\\s]{1,128})\\] `,
  ]),
  row('a stream', [`${priority}(?<time>${strict}|${traditional}) (?<host>[^\\s{}"]{1,512}) ${record}`], {
    ahead: true,
  }),
  row(
    'stern',
    [`(?=[a-z\\d.]{1,253}-)(?<host>[a-z\\d][a-z\\d.-]{1,252}) (?<program>[a-z\\d][a-z\\d-]{0,62}) ${record}`],
    {
      ahead: true,
    },
  ),
  row('kubetail', [`\\[(?<host>[a-z\\d][a-z\\d.]{0,252}-[a-z\\d.-]{1,252})(?: (?<program>[a-z\\d-]{1,63}))?\\] `]),
  row(
    'grep -Hn',
    [`(?<program>${file}):(?<count>[1-9]\\d{0,9}):`, `${bareName}(?<program>${bareFile}):(?<count>[1-9]\\d{0,9}):`],
    {
      counts: true,
    },
  ),
  row('grep -n', ['(?<count>[1-9]\\d{0,9}):'], { counts: true }),
  row('grep -H', [
    `(?<program>${file}):`,
    `(?!\\d{1,4}/)(?<program>[^\\s:"{}<>|[\\]/]{0,64}/${bareFile}):`,
    '\\(standard input\\):',
  ]),
  row('line numbers', [' {0,9}(?<count>\\d{1,9})\\t', ' {1,9}(?<count>\\d{1,9}) '], { counts: true }),
  row('Grafana', [`\\d{13,19}\\t(?<time>${strict})\\t`]),
  row('Papertrail', [
    `\\d{10,20}\\t(?<time>${strict})\\t${strict}\\t\\d{1,20}\\t(?<host>[^\\t]{0,255})\\t[^\\t]{0,64}\\t[^\\t]{0,32}\\t[^\\t]{0,32}\\t(?<program>[^\\t]{0,128})\\t`,
  ]),
  row('GitHub Actions', [
    `(?<host>[^\\t]{1,128})\\t(?<program>[^\\t]{1,128})\\t(?:\\xef\\xbb\\xbf)?(?<time>${strict}) `,
  ]),
  row('a time', [`(?<time>${strict})[ \\t]`, `(?<time>${traditional}) `, '@[\\da-f]{24} ', `\\[(?<time>${loose})\\] `]),
];
