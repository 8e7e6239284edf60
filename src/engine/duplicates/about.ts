/**
 * Lines of profiles that say what was counted: `about:RUN:KIND:NUMBER`. They stand before all others, sorted or not, so that
 * whoever merges profiles knows what is in them before any of it is taken in.
 */
import { keysOf, type KeptKeys, type KindOfKeys } from './kept-keys.js';

export interface About {
  /** Key of the run, without `run:`. */
  readonly run: string;
  readonly kind: KindOfKeys;
  readonly keys: Iterable<number>;
}

const prefix = 'about:';
const digits = 6;

export function* aboutLines(run: string, kept: readonly KeptKeys[]): Generator<[key: string, state: string]> {
  const inOrder = [...kept].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  for (const one of inOrder) {
    let number = 0;
    for (const text of one.texts())
      yield [`${prefix}${run}:${one.kind}:${String(number++).padStart(digits, '0')}`, text];
  }
}

export function isAbout(line: string): boolean {
  return line.startsWith(prefix);
}

/** @throws SyntaxError when it is none; reading its keys, too */
export function parseAbout(line: string): About {
  const tab = line.indexOf('\t');
  const [, run, kind] = /^about:([^:]*):(requests|records):\d+$/.exec(line.slice(0, tab)) ?? [];
  if (run === undefined || (kind !== 'requests' && kind !== 'records'))
    throw new SyntaxError('no line of what was counted');
  return { run, kind, keys: keysOf(line.slice(tab + 1)) };
}
