/** Reports with just what an evaluation reads. */
import type { Report, Suspect } from '../../src/reports/report.js';

export function suspect(part: Pick<Suspect, 'rank' | 'score' | 'accounts'> & Partial<Suspect>): Suspect {
  return { id: `s${part.rank}`, kind: 'campaign', severity: 'high', ...part } as Suspect;
}

export function report(suspects: Suspect[]): Report {
  return { suspects } as Report;
}
