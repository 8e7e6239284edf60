import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Kinds of logs by the word that asks for them. */
const kindsOf = {
  ndjson: ['ndjson', 'chat'],
  csv: ['csv'],
  combined: ['combined'],
  corpus: ['corpus'],
  crowd: ['crowd'],
  whole: ['whole'],
};
const words = Object.keys(kindsOf);

export const usage = `npm run fuzz [-- options]

  --minutes <n>     how long (1)
  --cases <n>       so many cases, however long they take
  --seed <n>        the same seed gives the same cases (1)
  --format <list>   ${words.join(', ')} or all (all)
  --corpus <path>   a log, or a folder of logs, whose lines are damaged; the project's fixtures otherwise
  --case <s:n>      one case alone: case n of seed s
  --keep <folder>   where disagreements are kept, and judged again first
  --keep-going      do not stop at the first disagreement
  --quiet           no progress`;

/** The options with their defaults; throws for what cannot be meant. */
export function optionsFrom(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const texts = { minutes: text, cases: text, seed: text, format: text, corpus: text, case: text, keep: text };
  const { values } = parseArgs({ args, options: { ...texts, 'keep-going': flag, quiet: flag, help: flag } });
  const [seed, one] = values.case?.split(':') ?? [values.seed ?? '1'];
  return {
    ...limits(values),
    seed: whole('seed', seed),
    one: values.case === undefined ? undefined : whole('case', one),
    format: values.format ?? 'all',
    only: chosen(values),
    corpus: existing(values.corpus),
    keep: values.keep === undefined ? undefined : path.resolve(values.keep),
    keepGoing: values['keep-going'],
    quiet: values.quiet,
    help: values.help,
  };
}

function limits({ minutes, cases }) {
  const time = minutes === undefined ? (cases === undefined ? 1 : Infinity) : Number(minutes);
  if (!(time >= 0)) throw new Error(`--minutes must be a number, not ${minutes}`);
  return { minutes: time, cases: cases === undefined ? Infinity : whole('cases', cases) };
}

function whole(name, text) {
  const value = Number(text ?? NaN);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number, not ${text}`);
  return value;
}

function chosen({ format = 'all', corpus }) {
  const wanted = format === 'all' ? words : format.split(',');
  const unknown = wanted.find(word => !words.includes(word));
  if (unknown !== undefined) throw new Error(`--format: ${unknown} is none of ${words.join(', ')} and all`);
  return words
    .filter(word => wanted.includes(word) || (word === 'corpus' && corpus !== undefined))
    .flatMap(word => kindsOf[word]);
}

function existing(corpus) {
  if (corpus === undefined) return undefined;
  const place = path.resolve(corpus);
  if (!existsSync(place)) throw new Error(`--corpus: there is no ${corpus}`);
  return place;
}
