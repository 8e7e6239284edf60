/** Reads the same bytes both ways and says where the two disagree. */
import { difference } from './difference.mjs';
import { Path } from './paths.mjs';

export class Judge {
  #fast = new Path({ fast: true });
  #plain = new Path({ fast: false });

  /** Begins a log on both ways. */
  open(log) {
    return new Trial(this.#fast.open(log), this.#plain.open(log));
  }
}

class Trial {
  #fast;
  #plain;
  /** Records read both ways so far. */
  records = 0;

  constructor(fast, plain) {
    this.#fast = fast;
    this.#plain = plain;
  }

  /** Of the records read, those that went through the kernel. */
  get direct() {
    return this.#fast.direct;
  }

  /** The difference in words, undefined when there is none. A path that throws disagrees with everything. */
  judge({ bytes, cuts, plainCuts, again }) {
    const plain = attempt(() => this.#plain.read(bytes, plainCuts));
    const found = this.#compare(bytes, cuts, plain);
    if (found !== undefined || again === undefined) return found;
    const repeated = attempt(() => this.#plain.read(bytes, plainCuts));
    const second = this.#compare(bytes, again, repeated);
    return second === undefined ? undefined : `read again: ${second}`;
  }

  #compare(bytes, cuts, plain) {
    if (plain.thrown !== undefined) return `the plain path threw ${plain.thrown}`;
    const fast = attempt(() => this.#fast.read(bytes, cuts));
    if (fast.thrown !== undefined) return `the fast path threw ${fast.thrown}`;
    this.records += plain.rows + plain.rejects.length + plain.filtered.length;
    return difference(fast, plain);
  }

  end() {
    this.#fast.end();
    this.#plain.end();
  }
}

function attempt(read) {
  try {
    return read();
  } catch (error) {
    return { thrown: `${error.name}: ${error.message}` };
  }
}

/**
 * A scene is a log, cases that were read before, and a last one. The difference in the last one, read by decoders and
 * dictionaries that have read nothing else.
 */
export function judgeScene({ log, earlier, last }) {
  const trial = new Judge().open(log);
  for (const one of earlier) if (trial.judge(one) !== undefined) return undefined;
  const found = trial.judge(last);
  trial.end();
  return found;
}
