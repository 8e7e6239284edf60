/** What to say of an input of which too much could not be read. */
import { inGroups } from '../digits.js';
import type { Ledger } from './ledger.js';

/** Inputs of which more than this share was rejected were not understood. */
export const tolerableShare = 0.01;
/** Fewer rejects than this are a bad line or two, as long as they are no more than {@link fewShare}: of twenty lines one is 5 %. */
const few = 5;
const fewShare = 0.25;

type Books = Pick<Ledger, 'rejected' | 'rejectedBy' | 'requests' | 'filtered'>;

/**
 * undefined where little enough was rejected. Filtered records are known to be no requests, and do not count.
 * @param rejects those of which the place is known
 */
export function rejectedProblem(
  path: string,
  books: Books,
  rejects: readonly { readonly line: number; readonly reason: string }[],
): string | undefined {
  const { rejected, requests } = books;
  const of = requests + rejected;
  if (rejected <= (rejected < few ? fewShare : tolerableShare) * of) return undefined;
  const [often] = [...books.rejectedBy].sort((a, b) => b[1] - a[1])[0] ?? ['unreadable'];
  const first = [...rejects].filter(({ line }) => line > 0).sort((a, b) => a.line - b.line)[0];
  const where = first === undefined ? '' : `, first at line ${inGroups(first.line)} (${first.reason})`;
  const share = `${percent(rejected / of)}, more than ${percent(tolerableShare)}`;
  return (
    `${inGroups(rejected)} of ${inGroups(of)} records rejected (${share}), most often "${often}"${where}. ` +
    `Check what was recognised with: revenuer formats --detect ${path}`
  );
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
