/**
 * Inputs whose addresses clients may have written themselves: those of a list that requests were forwarded for, where no
 * proxy was named whose entries are to be believed. Nobody is allowed by such an address.
 */
import type { InputSummary } from '../../reports/report.js';

/** Fields that hold what a header of the request says. */
const header = /forwarded|\bxff\b|_xff|real[-_.]?ip|true[-_.]?client/i;

export function claimedAddresses(
  inputs: readonly Pick<InputSummary, 'path' | 'mapping'>[],
  trustedProxies: readonly string[] = [],
): string[] {
  if (trustedProxies.length > 0) return [];
  return inputs
    .filter(({ mapping }) => mapping['forwardedFor'] !== undefined || header.test(mapping['ip'] ?? ''))
    .map(({ path }) => path);
}
