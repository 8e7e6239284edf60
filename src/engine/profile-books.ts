/** The books of the files that profiles are read from: whether all that was written is there, once, and as it was written. */
import { inGroups } from '../digits.js';
import { SumOfRecords, type RecordSum } from './profile-sum.js';

/** Files named in one problem before the rest is counted. */
const mostNamed = 8;

export class ProfileFile {
  readonly name: string;
  readonly seen = new SumOfRecords();
  /** What the sums in it say. */
  readonly told = new SumOfRecords();
  sums = 0;
  /** Runs of a version that wrote no sums. */
  old = 0;
  /** Lines that are no records, and the number of the first. */
  broken = 0;
  #firstBroken = 0;

  constructor(name: string) {
    this.name = name;
  }

  sum(sum: RecordSum): void {
    this.told.plus(sum);
    this.sums++;
  }

  reject(line: number): void {
    if (this.broken++ === 0) this.#firstBroken = line;
  }

  get isWhole(): boolean {
    return this.seen.equals(this.told);
  }

  get brokenWords(): string {
    return this.broken === 1
      ? `line ${this.#firstBroken} is not a key<TAB>state record`
      : `line ${this.#firstBroken} is not a key<TAB>state record, nor are ${inGroups(this.broken - 1)} others`;
  }
}

export interface Counted {
  /** Requests by the states of the accounts, and by that of the log. */
  readonly ofAccounts: number;
  readonly ofLog: number;
}

/** What does not add up, in words, with what to do about it. */
export function bookProblems(files: readonly ProfileFile[], counted: Counted): string[] {
  const problems = files.filter(({ broken }) => broken > 0).map(file => `${file.name}: ${file.brokenWords}. ${advice}`);
  problems.push(...sumProblems(files));
  const { ofAccounts, ofLog } = counted;
  if (ofAccounts !== ofLog) {
    problems.push(
      `${namesOf(files)}: the accounts have ${inGroups(ofAccounts)} requests, the logs had ${inGroups(ofLog)}. ${advice}`,
    );
  }
  return problems;
}

const advice = 'Give every file that was written, each once, or measure the logs again';

function sumProblems(files: readonly ProfileFile[]): string[] {
  const checked = checkable(files);
  if (adds(checked)) return [];
  const suspects = checked.filter(file => !file.isWhole);
  // Parts of one profile lie in several files: none of them can be told to be whole.
  const parts = suspects.some(({ sums }) => sums === 0);
  return (parts ? [suspects] : suspects.map(file => [file])).map(
    some => `${namesOf(some)}: ${difference(some)}. ${advice}`,
  );
}

/** Without those that hold no sum because nobody wrote one. */
function checkable(files: readonly ProfileFile[]): readonly ProfileFile[] {
  const old = sumOf(files, file => file.old);
  if (old === 0) return files;
  // The sums speak of runs that are there no more, or seem to be of an earlier version.
  if (sumOf(files, ({ told }) => told.runs) !== sumOf(files, ({ seen }) => seen.runs) - old) return files;
  // Whose records they are that stand in a file without any books cannot be told then.
  if (files.some(({ seen, sums, old }) => seen.records > 0 && sums === 0 && old === 0)) return [];
  return files.filter(file => file.old === 0);
}

function sumOf(files: readonly ProfileFile[], count: (file: ProfileFile) => number): number {
  return files.reduce((sum, file) => sum + count(file), 0);
}

function totals(files: readonly ProfileFile[]): { seen: SumOfRecords; told: SumOfRecords } {
  const [seen, told] = [new SumOfRecords(), new SumOfRecords()];
  for (const file of files) {
    seen.plus(file.seen.result());
    told.plus(file.told.result());
  }
  return { seen, told };
}

function adds(files: readonly ProfileFile[]): boolean {
  const { seen, told } = totals(files);
  return seen.equals(told);
}

function difference(files: readonly ProfileFile[]): string {
  const { seen, told } = totals(files);
  const more = seen.records - told.records;
  if (more < 0) return `${recordsOf(-more)} of the ${inGroups(told.records)} that were written ${areOf(-more)} missing`;
  if (told.records === 0)
    return `the sum of its ${recordsOf(seen.records)} is missing, with which measure and merge end`;
  if (more > 0) {
    return `there ${areOf(more)} ${recordsOf(more)} more than were written: some stand there twice, or the end of a file is missing`;
  }
  return 'the records are not those that were written: at least one was altered, or stands in the place of another';
}

function recordsOf(count: number): string {
  return `${inGroups(count)} record${count === 1 ? '' : 's'}`;
}

function areOf(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function namesOf(files: readonly ProfileFile[]): string {
  const names = files.slice(0, mostNamed).map(({ name }) => name);
  const rest = files.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
