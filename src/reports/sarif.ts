/**
 * SARIF 2.1.0, for GitHub code scanning: a rule a detector, a result a suspect. Alerts there are read by all who may write
 * to the repository, so accounts are named by eight digits of their hash and no sentence of the report names them.
 */
import { printable } from './escape.js';
import { document } from './json.js';
import type { DetectorStatus, Report, Severity, Suspect } from './report.js';
import type { Reporter } from './reporter.js';
import { fingerprint } from './secrets.js';
import { select } from './select.js';
import { allowanceText } from './story-allowed.js';
import { count, words } from './wording.js';

export const sarif: Reporter = {
  name: 'sarif',
  description: 'SARIF 2.1.0, accounts by hash (GitHub code scanning)',
  *render(report, look) {
    const { report: shown } = select(report, look);
    yield `${document({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [runOf(shown)],
    })}\n`;
  },
};

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** GitHub reads a severity from a number: above 9 critical, from 7 high, from 4 medium. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.5',
};

function runOf({ tool, run, suspects }: Report): unknown {
  return {
    tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: run.detectors.map(rule) } },
    invocations: [
      {
        executionSuccessful: run.complete && run.detectors.every(({ status }) => status !== 'failed'),
        toolExecutionNotifications: run.problems.map(text => ({ level: 'error', message: { text } })),
      },
    ],
    properties: { records: run.records },
    results: suspects.map(suspect => result(suspect, run)),
  };
}

function rule({ id, family }: DetectorStatus): unknown {
  const text = `${words(id)} (${family})`;
  const help = { text: `revenuer explain ${id} says what it looks for, and who else looks like that.` };
  return {
    id,
    name: id,
    shortDescription: { text },
    fullDescription: { text },
    help,
    properties: { tags: ['security'] },
  };
}

function result(suspect: Suspect, { inputs, detectors, allow }: Report['run']): unknown {
  const { severity, evidence, score, verdict, kind, accounts } = suspect;
  const strongest = evidence[0];
  const ruleIndex = detectors.findIndex(({ id }) => id === strongest?.detector);
  const line = evidence.flatMap(({ lines }) => lines)[0];
  const name = `${kind} #${fingerprint(suspect.id)}`;
  const terms = evidence.map(({ detector, bits }) => `${detector} ${bits.toFixed(1)}`).join(', ');
  return {
    ...(strongest === undefined ? {} : { ruleId: strongest.detector }),
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[severity],
    rank: Math.max(0, Math.min(100, score)),
    message: {
      text: `${severity}: ${words(verdict)} by ${name} (${count(accounts.length, 'account')}), ${score.toFixed(1)} bits: ${terms}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(inputs[line?.input ?? 0]?.path ?? 'log') },
          region: { startLine: line?.line ?? 1 },
        },
        logicalLocations: [{ kind, fullyQualifiedName: name }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint(suspect.id) },
    properties: { 'security-severity': securitySeverity[severity], requests: suspect.requests },
    ...(allow !== undefined && { suppressions: suppressions(suspect) }),
  };
}

/** One for each entry of the list; where any result has some, all must say theirs. */
function suppressions({ allowed = [], accounts }: Suspect): unknown[] {
  return allowed.map(one => {
    const told = accounts.reduce(unnamed, allowanceText(one));
    return { kind: 'external', status: 'accepted', justification: `allowed ${told}` };
  });
}

/** The text without the name of an account, where that is a word of its own. */
function unnamed(text: string, account: string): string {
  const name = account.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'gu'), `#${fingerprint(account)}`);
}

/** A relative reference: a path's own signs may not become a scheme or a query. */
function uri(path: string): string {
  return printable(path).split('/').map(encodeURIComponent).join('/');
}
