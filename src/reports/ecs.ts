/** Elastic Common Schema 9: one alert a suspect, as NDJSON for bulk import. What ECS has no field for is under `revenuer`. */
import { printable } from './escape.js';
import type { Report, Severity, Suspect } from './report.js';
import type { Reporter } from './reporter.js';
import { select } from './select.js';
import { words } from './wording.js';

export const ecs: Reporter = {
  name: 'ecs',
  description: 'one alert a suspect, for Elastic (ECS 9, NDJSON)',
  *render(report, look) {
    const { report: shown } = select(report, look);
    for (const suspect of shown.suspects) yield `${printable(JSON.stringify(alert(suspect, shown)), 'json')}\n`;
  },
};

/** The numbers that Elastic's own rules give their severities. */
const severityNumbers: Readonly<Record<Severity, number>> = { critical: 99, high: 73, medium: 47, low: 21, info: 0 };

/** The time is the end of what was seen: the same log gives the same alert. */
function alert(suspect: Suspect, { tool, run }: Report): unknown {
  const { id, accounts, period, severity, verdict, evidence, networks, outputTokens } = suspect;
  const techniques = [...new Set(evidence.flatMap(one => one.techniques))].filter(one => one.startsWith('AML.'));
  return {
    '@timestamp': period.to,
    ecs: { version: '9.0.0' },
    message: suspect.summary,
    event: {
      // Rules act on alerts: what is allowed is told, and alarms nobody.
      kind: suspect.allowed === undefined ? 'alert' : 'event',
      category: ['intrusion_detection'],
      type: ['info'],
      dataset: 'revenuer.report',
      id,
      start: period.from,
      end: period.to,
      severity: severityNumbers[severity],
      risk_score: Math.max(0, Math.min(100, suspect.score)),
    },
    rule: { id: verdict, name: words(verdict), ruleset: tool.name, version: tool.version },
    ...(accounts.length === 1 ? { user: { id: accounts[0] } } : {}),
    related: { user: accounts },
    source: { as: { number: distinct(networks.map(({ asn }) => asn)) } },
    user_agent: { name: distinct(networks.map(({ userAgent }) => userAgent)) },
    ...(techniques.length > 0 ? { threat: { framework: 'MITRE ATLAS', technique: { id: techniques } } } : {}),
    ...(outputTokens === null ? {} : { gen_ai: { usage: { output_tokens: outputTokens } } }),
    observer: { vendor: tool.name, product: tool.name, version: tool.version },
    revenuer: { ...own(suspect), records: run.records, complete: run.complete },
  };
}

function own({
  rank,
  kind,
  score,
  severity,
  requests,
  evidence,
  mitigating,
  networks,
  unknown,
  couldAlsoBe,
  members,
  allowed,
}: Suspect): object {
  const some = members.filter(member => member.allowed !== undefined).length;
  return {
    rank,
    kind,
    score,
    severity,
    requests,
    networks: distinct(networks.map(({ prefix }) => prefix)),
    evidence: evidence.map(({ detector, family, bits, statement }) => ({ detector, family, bits, statement })),
    mitigating,
    unknown,
    could_also_be: couldAlsoBe,
    ...(allowed !== undefined && { allowed }),
    ...(some > 0 && { allowed_members: some }),
  };
}

function distinct<T>(values: readonly (T | null)[]): T[] {
  return [...new Set(values)].filter(value => value !== null);
}
