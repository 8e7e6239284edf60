/**
 * Accounts that stand for all, where there are more than tell anything new: those with the smallest hashes of their names,
 * the same ones in every log that has them.
 */
import { hashText } from '../requests/hash.js';

const hashRange = 2 ** 52;

/** Which of so many accounts, by name, are among `most` of them, about; all when there are no more. */
export function accountSample(accounts: number, most: number): (name: string) => boolean {
  if (accounts <= most) return () => true;
  const threshold = (hashRange / accounts) * most;
  return name => hashText(name) < threshold;
}
