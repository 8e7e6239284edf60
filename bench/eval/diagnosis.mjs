/** Why the worst cases went wrong: what spoke against the innocents, and what was said of campaigns that got away. */
import { atLeast, groupBy } from './summary.mjs';

/** Lines about innocents accused at medium or above, by class: tiers, verdicts, and the bits that did it. */
export function wronglyAccused(trials) {
  const cases = trials.flatMap(trial => {
    const classes = new Map(trial.truth.filter(t => !t.harvester).map(t => [t.account, t.class]));
    const accused = trial.suspects.filter(s => s.kind !== 'network' && atLeast(s.severity, 'medium'));
    return accused.flatMap(suspect => {
      const innocents = suspect.accounts.filter(account => classes.has(account));
      const kinds = groupBy(innocents, account => classes.get(account));
      return kinds.map(([name, accounts]) => ({ class: name, accounts: accounts.length, trial, suspect }));
    });
  });
  return groupBy(cases, c => c.class)
    .sort((a, b) => b[1].length - a[1].length)
    .flatMap(([name, wrong]) => [
      `${name}: ${wrong.length} times`,
      ...wrong.slice(0, 4).map(({ accounts, trial, suspect }) => `  ${where(trial)}  ${accounts} in ${about(suspect)}`),
    ]);
}

/** Lines about campaigns of which no suspect of at least medium holds half, in tiers that carry prompts or hashes. */
export function escaped(trials) {
  const cases = trials.flatMap(trial =>
    trial.evaluation.campaigns
      .filter(c => !(c.found && atLeast(c.severity, 'medium')))
      .map(c => ({ ...c, trial, best: trial.suspects.find(s => s.id === c.suspect) })),
  );
  return groupBy(cases, c => c.campaign)
    .sort((a, b) => b[1].length - a[1].length)
    .flatMap(([name, missed]) => [
      `${name}: ${missed.length} times, in ${[...new Set(missed.map(c => c.trial.tier))].join(' ')}`,
      ...missed.slice(0, 4).map(c => `  ${where(c.trial)}  ${holds(c)}${c.best === undefined ? '' : about(c.best)}`),
    ]);
}

const where = ({ scenario, seed, tier }) => `${tier} ${scenario}/${seed}`.padEnd(18);
const holds = ({ suspect, completeness, purity }) =>
  suspect === null ? 'in no suspect' : `${percent(completeness)} of it, ${percent(purity)} pure: `;
const percent = share => `${Math.round(share * 100)} %`;

function about({ kind, score, severity, verdict, accounts, evidence, mitigating }) {
  const bits = [...evidence.map(e => [e.detector, e.bits]), ...mitigating.map(m => [m.id, m.bits])];
  const grounds = bits.map(([id, value]) => `${id} ${value.toFixed(1)}`).join(', ');
  return `${kind} of ${accounts.length}, ${severity} ${score.toFixed(1)} ${verdict}: ${grounds}`;
}
