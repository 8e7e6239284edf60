/** What an option is: declared once, read by the parser, the help, the configuration file and the tests. */

interface Described {
  /** As commander writes them: `-o, --output <file>`. */
  readonly flags: string;
  readonly help: string;
  /** Heading of the help it stands under. */
  readonly group: OptionGroup;
  /** What the help shows as default where the value itself would not tell. */
  readonly shownDefault?: string;
}

export type OptionGroup = 'Reading' | 'Detection' | 'Simulation' | 'Limits' | 'Output' | 'Running';

/** Given or not. */
export interface Flag extends Described {
  readonly kind: 'flag';
  readonly default: false;
}

/** `--x` or `--no-x`; undefined leaves it to the circumstances. */
export interface Switch extends Described {
  readonly kind: 'switch';
  readonly default: undefined;
}

/** Given once, the last one counts. */
export interface Value<T> extends Described {
  readonly kind: 'value';
  readonly parse: (text: string) => T;
  readonly default: T;
}

/** May be given again. */
export interface List<T> extends Described {
  readonly kind: 'list';
  readonly parse: (texts: readonly string[]) => T;
  readonly default: T;
}

export type Option = Flag | Switch | Value<unknown> | List<unknown>;

/** What an option holds once it is parsed. */
export type Holds<O extends Option> = O extends Flag
  ? boolean
  : O extends Switch
    ? boolean | undefined
    : O extends Value<infer T> | List<infer T>
      ? T
      : never;

export function flag(definition: Described): Flag {
  return { kind: 'flag', default: false, ...definition };
}

export function onOff(definition: Described): Switch {
  return { kind: 'switch', default: undefined, ...definition };
}

export function value<T>(definition: Omit<Value<T>, 'kind'>): Value<T> {
  return { kind: 'value', ...definition };
}

export function list<T>(definition: Omit<List<T>, 'kind'>): List<T> {
  return { kind: 'list', ...definition };
}
