/** Programming tasks and snippets. */
import type { Random } from '../random.js';

const list = (text: string): readonly string[] => text.split('|');

const languages = list('Python|TypeScript|Go|Rust|Java|C++|SQL|Bash|Ruby|Kotlin|PHP|Swift');
const verbs = list(
  'parses|validates|merges|sorts|deduplicates|caches|compresses|retries|streams|groups|formats|counts|schedules|normalises|diffs|paginates|redacts|rotates|batches|replays',
);
const objects = list(
  'log lines|invoice rows|time ranges|CSV files|JSON events|user names|sensor readings|e-mail headers|file paths|version numbers|shopping carts|queue messages|image thumbnails|calendar entries|audit records|search hits|postal addresses|access tokens|chess moves|phone numbers',
);
const constraints = list(
  'without loading everything into memory|in linear time|and keeps the original order|with a clear error for bad input|and handles empty input|using only the standard library|and is safe to call twice|with unit tests|with type annotations|and survives a crash half way|for files larger than the disk cache|with a time-out|and logs every retry|without recursion',
);
const errors = list(
  'index out of range|value is not callable|deadlock detected|connection reset by peer|invalid byte sequence|permission denied|duplicate key value|stack overflow|certificate has expired|no such column|segmentation fault|too many open files|unexpected end of input|import cycle not allowed',
);
const identifiers = list(
  'total|items|cursor|buffer|batch|row|offset|limit|token|index|entry|result|queue|path|limiter|parser|cache|worker|record|window',
);

export function codeTask(random: Random): string {
  const what = `${random.pick(verbs)} ${random.pick(objects)}`;
  switch (random.between(0, 4)) {
    case 0:
    case 1:
      return `Write a ${random.pick(languages)} function that ${what} ${random.pick(constraints)}.`;
    case 2:
      return `Why do I get "${random.pick(errors)}" here?\n${snippet(random)}`;
    case 3:
      return `Refactor this so that it ${what}:\n${snippet(random)}`;
    default:
      return `Review a ${random.pick(languages)} service that ${what} ${random.pick(constraints)}. What would you change?`;
  }
}

export function snippet(random: Random): string {
  const [a, b, c] = [random.pick(identifiers), random.pick(identifiers), random.pick(identifiers)];
  const name = `${random.pick(list('load|read|write|find|make|check|send|next'))}_${a}`;
  const lines = [
    `def ${name}(${b}, ${c}=${random.between(0, 64)}):`,
    `    ${a} = ${random.pick(list('[]|{}|None|0|set()'))}`,
    `    for ${b}_item in ${b}:`,
    `        if ${b}_item.${c} ${random.pick(list('>|<|==|!='))} ${random.between(1, 500)}:`,
    `            ${a} = ${name}_part(${a}, ${b}_item)`,
    `    return ${a}`,
  ];
  return lines.slice(0, random.between(3, lines.length)).join('\n');
}

/** What a tool of a coding agent gives back: a listing, a piece of a file, a test run, an error. */
export function toolOutput(random: Random): string {
  const file = `${random.pick(list('src|lib|app|internal|pkg'))}/${random.pick(identifiers)}/${random.pick(identifiers)}.${random.pick(list('ts|py|go|rs|java'))}`;
  switch (random.between(0, 3)) {
    case 0:
      return `${file}:${random.between(1, 900)}\n${snippet(random)}`;
    case 1:
      return `${random.between(3, 400)} passed, ${random.between(0, 4)} failed in ${(random.next() * 40).toFixed(2)}s\nFAILED ${file} - ${random.pick(errors)}`;
    case 2:
      return Array.from(
        { length: random.between(2, 6) },
        () => `${file}:${random.between(1, 900)}: ${random.pick(identifiers)}`,
      ).join('\n');
    default:
      return `Edited ${file}: ${random.between(1, 80)} insertions, ${random.between(0, 60)} deletions`;
  }
}
