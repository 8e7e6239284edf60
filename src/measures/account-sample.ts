/**
 * Accounts that stand for all, where there are more than tell anything new: those with the smallest hashes of their names,
 * the same ones in every log that has them.
 */
import { hashText } from '../requests/hash.js';

const hashRange = 2 ** 52;

/** Whether an account is one of them. */
export type Sampled = (account: { readonly name: string }) => boolean;

/** `most` of so many accounts, about; all when there are no more. */
export function accountSample(accounts: number, most: number): Sampled {
  if (accounts <= most) return () => true;
  const threshold = (hashRange / accounts) * most;
  return ({ name }) => hashText(name) < threshold;
}
