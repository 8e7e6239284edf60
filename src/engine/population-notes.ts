/** Whom the accounts were compared with, how far that can be trusted, and what was done where it cannot. */
import { enoughAccounts } from '../detectors/comparison.js';
import type { Compared } from '../detectors/panel.js';
import type { Report } from '../reports/report.js';
import { periodOf } from './assemble.js';
import type { Baseline } from './baseline.js';
import { lengthOf, type Span } from './span.js';

/** Of fewer accounts, tail probabilities say little. */
const fewAccounts = 100;
/** Logs whose lengths differ by more than this factor do not give alike sums. */
const alikeLength = 2;
const day = 86_400_000;

type Population = Report['run']['population'];

export function populationOf(
  compared: Compared | undefined,
  baseline: Baseline | undefined,
  span: Span | undefined,
): Population {
  if (compared === undefined || compared.accounts === 0) {
    return { reliable: false, notes: ['the log holds no request to judge'] };
  }
  const amiss = reasons(compared).map(reason => `baseline unreliable: ${reason}`);
  const notes = [...amiss, ...(baseline === undefined ? [] : baselineNotes(compared, baseline, span))];
  if (compared.referred.length > 0) notes.push(referenceNote(compared));
  const alone = compared.among === 'baseline';
  return {
    reliable: alone ? compared.baseline >= fewAccounts : amiss.length === 0,
    notes,
    ...(baseline !== undefined && {
      baseline: {
        name: baseline.name,
        accounts: compared.baseline,
        period: baseline.span === undefined ? null : periodOf(baseline.span.from, baseline.span.to),
        alone,
      },
    }),
  };
}

/** Why the log itself cannot say what is usual. */
function reasons({ accounts, linked, suspect, beyond, among, baseline, returning }: Compared): string[] {
  const list: string[] = [];
  const different = among === 'both' ? accounts + baseline - returning : accounts;
  if (different < fewAccounts) {
    const few = `${different} account${different === 1 ? '' : 's'}`;
    list.push(`only ${few} to compare with: no tail probability below 1 in ${different + 1} can be seen`);
  }
  if (suspect) {
    list.push(`${linked} of ${accounts} accounts belong to linked groups: what is usual here may be theirs`);
  }
  if (beyond.length > 0) {
    list.push(
      `half the accounts are beyond 95 % of public API clients in ${beyond.join(', ')}: all may be of one kind`,
    );
  }
  return list;
}

function baselineNotes(compared: Compared, { name, span: other }: Baseline, span: Span | undefined): string[] {
  const accounts = `${compared.baseline} account${compared.baseline === 1 ? '' : 's'} of ${name}`;
  const list = [
    compared.among === 'baseline'
      ? `compared with the ${accounts} instead`
      : `compared with the log’s own accounts and the ${accounts}`,
  ];
  const [here, there] = [lengthOf(span), lengthOf(other)];
  if (Math.max(here, there) > alikeLength * Math.min(here, there)) {
    list.push(
      `the baseline spans ${(there / day).toFixed(1)} days and the log ${(here / day).toFixed(1)}: sums over a whole log, as volume-outlier takes, are not alike`,
    );
  }
  if (compared.unlike.length > 0) {
    list.push(`the baseline has not the same columns, so it was not used for ${compared.unlike.join(', ')}`);
  }
  return list;
}

function referenceNote({ referred }: Compared): string {
  return `public API clients (ServeGen, Azure) had a say in ${referred.join(', ')}: fewer than ${enoughAccounts} unlinked accounts show each, or most are beyond the public ones`;
}
