/** Evidence adds up in bits, but five views of one fact do not count five times. */
import type { RawEvidence } from '../detectors/panel.js';
import type { CountedEvidence } from './suspect.js';

/** Each further piece of evidence of a family counts this share of the one before. */
const familyDiscount = 0.5;

/** Discounts evidence inside its family: the strongest counts whole, the next half, then a quarter … */
export function countEvidence(evidence: readonly RawEvidence[]): CountedEvidence[] {
  const seen = new Map<string, number>();
  const ordered = [...evidence].sort((a, b) => b.bits - a.bits || (a.detector < b.detector ? -1 : 1));
  return ordered
    .map(item => {
      const before = seen.get(item.family) ?? 0;
      seen.set(item.family, before + 1);
      return { ...item, counted: roundBits(item.bits * familyDiscount ** before) };
    })
    .sort((a, b) => b.counted - a.counted || (a.detector < b.detector ? -1 : 1));
}

/** Reports print tenths; scores are sums of what is printed, so that the ledger adds up. */
export function roundBits(bits: number): number {
  return Math.round(bits * 10) / 10;
}
