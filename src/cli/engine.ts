import type * as engine from '../engine/index.js';

/** What the command line asks of the engine; tests pass their own. */
export type Engine = typeof engine;

/** Loaded when a command needs it: `--help` and `--version` need none of it. */
export function loadEngine(): Promise<Engine> {
  return import('../engine/index.js');
}
