/** Long work in steps: at once, or in turns with signals and with who shows how far it is. */
import type { JudgingProgress, ReadOptions, RunOptions } from './options.js';

/** Work that says now and then how far it is. */
export type Steps<R> = Generator<JudgingProgress, R, void>;

/** Steps after which others get a turn: a tenth of a second, seldom more, but for linking, which is one step. */
const turn = 256;

export function atOnce<R>(steps: Steps<R>): R {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** @throws what the signal was aborted with */
export async function inTurns<R>(
  steps: Steps<R>,
  { signal, onJudging }: Pick<ReadOptions, 'signal'> & Pick<RunOptions, 'onJudging'>,
): Promise<R> {
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (count % turn !== 0) continue;
    onJudging?.(step.value);
    await new Promise(resolve => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}
