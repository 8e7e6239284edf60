/** Goes through groups of cases, makes small what disagrees, and counts. */
import { caseOf, groupOf, placeOf } from './cases.mjs';
import { Judge, judgeScene } from './judge.mjs';
import { load, save, saveLog } from './kept.mjs';
import { minimise } from './minimise.mjs';
import { Tally } from './tally.mjs';
import { judgeWhole, wholeLog } from './whole.mjs';

/** Groups that are read with the same dictionaries and the same memory. */
const groupsTogether = 40;
/** Disagreements that are made small and shown; a broken build has thousands. */
const mostShown = 20;
const minutesBetweenLines = 0.5;

export class Run {
  disagreements = 0;
  #tally = new Tally();
  #options;
  #say;
  #judge;

  /** @param {(line: string) => void} say */
  constructor(options, say) {
    this.#options = options;
    this.#say = say;
  }

  /** What the options ask for. */
  async all() {
    const { keep, one, quiet, minutes } = this.#options;
    if (keep !== undefined) this.#again(keep);
    if (one !== undefined) return this.#alone(one);
    let told = 0;
    for (let group = 0; this.#tally.minutes < minutes && !this.#enough; group++) {
      await this.#group(group);
      if (quiet || this.#tally.minutes < told + minutesBetweenLines) continue;
      told = this.#tally.minutes;
      this.#say(this.summary());
    }
  }

  summary() {
    return this.#tally.summary(this.disagreements);
  }

  get #enough() {
    const { cases, keepGoing } = this.#options;
    return this.#tally.cases >= cases || (this.disagreements > 0 && !keepGoing);
  }

  /** Judges what disagreed before. */
  #again(folder) {
    for (const scene of load(folder)) {
      const found = judgeScene(scene);
      if (found !== undefined) this.#disagree(`${scene.file}: ${found}`);
    }
  }

  async #group(group) {
    if (this.#judge === undefined || group % groupsTogether === 0) this.#judge = new Judge();
    const made = groupOf(this.#options, group);
    if (made.log === undefined) return this.#whole(made);
    const trial = this.#judge.open(made.log);
    const earlier = [];
    for (let index = 0; index < made.cases && !this.#enough; index++) {
      const last = caseOf(this.#options, made, index);
      const found = trial.judge(last);
      this.#tally.add(last.bytes.length);
      if (found !== undefined) {
        this.#found(made, { log: made.log, earlier, last }, { index, found });
        // What threw may have left anything behind.
        this.#judge = undefined;
        break;
      }
      earlier.push(last);
    }
    this.#tally.addRecords(made.log.detected.format, trial);
    trial.end();
  }

  /** One case: first by decoders that have read nothing; if it agrees, after the cases of its group, then of the groups before. */
  async #alone(number) {
    const { group, index } = placeOf(number);
    const made = groupOf(this.#options, group);
    if (made.log === undefined) return this.#whole(made);
    if (index >= made.cases) throw new Error(`group ${group} has ${made.cases} cases`);
    const last = caseOf(this.#options, made, index);
    this.#say(`${made.kind}, ${last.bytes.length} bytes, cut at ${last.cuts.join(' ') || 'no place'}`);
    const found = judgeScene({ log: made.log, earlier: [], last });
    this.#tally.add(last.bytes.length);
    if (found !== undefined) return this.#found(made, { log: made.log, earlier: [], last }, { index, found });
    for (let one = group - (group % groupsTogether); one <= group && !this.#enough; one++) await this.#group(one);
  }

  #found({ kind, first }, scene, { index, found }) {
    const name = `${this.#options.seed}:${first + index}`;
    this.#disagree(`${kind} ${name}: ${found}`);
    if (this.disagreements > mostShown) return;
    const small = minimise(scene);
    if (small === undefined) this.#say('  agrees when it is read alone: earlier cases have left something behind');
    else this.#show(small, { name, found });
    this.#sayHowToReplay(name);
  }

  #show(small, { name, found }) {
    const { earlier, last } = small;
    this.#say(`  ${judgeScene(small)}`);
    for (const { bytes } of earlier) this.#say(`  after ${inQuotes(bytes)}`);
    this.#say(`  ${inQuotes(last.bytes)} cut at [${last.cuts}], [${last.plainCuts}]`);
    if (this.#options.keep !== undefined) this.#say(`  ${save(this.#options.keep, small, { name, found })}`);
  }

  async #whole({ first, random }) {
    const { seed, keep } = this.#options;
    const log = wholeLog(random, this.#options);
    this.#tally.add(log.bytes.length);
    const found = await judgeWhole(log);
    if (found === undefined) return;
    const name = `${seed}:${first}`;
    this.#disagree(`whole ${name}: ${found}`);
    if (keep !== undefined) this.#say(`  ${saveLog(keep, name, log.bytes)}`);
    this.#sayHowToReplay(name);
  }

  #sayHowToReplay(name) {
    const { format, corpus } = this.#options;
    const rest = [format === 'all' ? '' : ` --format ${format}`, corpus === undefined ? '' : ` --corpus ${corpus}`];
    this.#say(`  again with: npm run fuzz -- --case ${name}${rest.join('')}`);
  }

  #disagree(text) {
    this.disagreements++;
    this.#say(text);
  }
}

/** Bytes as a text that a terminal can bear, one character each. */
function inQuotes(bytes) {
  const text = JSON.stringify(bytes.toString('latin1').slice(0, 2000));
  return text.replace(/[^\x20-\x7e]/gu, byte => `\\u${byte.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
