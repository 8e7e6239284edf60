/** From what was typed and what the configuration file says to settings: converted once, here. */
import { UsageError } from '../errors.js';
import { longFlag, optionNames, options } from './options.js';
import type { OptionName, Settings } from './options.js';

/** An option as given: a flag, a text, or the texts of one that may be repeated. */
export type Given = boolean | string | readonly string[];

/** Where options were given, and what. */
export interface Layer {
  /** Names an option as it is spelled there: `--top`, `revenuer.json: top`. */
  readonly spell: (name: OptionName) => string;
  readonly given: Partial<Record<OptionName, Given>>;
}

/** The command line's own layer. */
export function typed(given: Partial<Record<OptionName, Given>>): Layer {
  return { spell: longFlag, given };
}

/** Earlier layers win over later ones, all win over the defaults. */
export function resolve(layers: readonly Layer[]): Settings {
  const settings: Partial<Record<OptionName, unknown>> = {};
  for (const name of optionNames) {
    const layer = layers.find(({ given }) => given[name] !== undefined);
    settings[name] = layer === undefined ? options[name].default : parse(name, layer);
  }
  // Every name of the list was just set, to what its own option parses to.
  return settings as Settings;
}

function parse(name: OptionName, { spell, given }: Layer): unknown {
  const option = options[name];
  const raw = given[name];
  try {
    if (option.kind === 'value' && typeof raw === 'string') return option.parse(raw);
    if (option.kind === 'list' && typeof raw === 'object') return option.parse(raw);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const what = typeof raw === 'string' ? `${spell(name)} ${raw}` : spell(name);
    throw new UsageError(`${what}: ${error.message}`, error.hint === undefined ? {} : { hint: error.hint });
  }
  return raw;
}
