/** Reports as a run would make them: what the tests of every form render. */
import type {
  DetectorStatus,
  Evidence,
  Family,
  InputSummary,
  Member,
  Report,
  Run,
  Suspect,
} from '../../src/reports/report.js';
import type { Look } from '../../src/reports/reporter.js';

export const plainLook: Look = {
  width: 80,
  color: false,
  unicode: true,
  top: undefined,
  minSeverity: undefined,
  showContent: false,
};

const panel: readonly (readonly [string, Family])[] = [
  ['volume-outlier', 'volume'],
  ['output-heavy', 'volume'],
  ['regular-gaps', 'timing'],
  ['worker-pool', 'timing'],
  ['never-repeats', 'content'],
  ['template-concentration', 'content'],
  ['shared-template', 'content'],
  ['shared-infrastructure', 'coordination'],
  ['load-levelling', 'coordination'],
  ['client-incoherence', 'identity'],
  ['logit-extraction', 'parameters'],
];

function detectors(except: Readonly<Record<string, Omit<DetectorStatus, 'id' | 'family'>>> = {}): DetectorStatus[] {
  return panel.map(([id, family]) => ({ id, family, ...(except[id] ?? { status: 'ran' as const }) }));
}

export function input(path: string, given: Partial<InputSummary> = {}): InputSummary {
  const { requests = 89_837, rejected = 0, filtered = 0 } = given;
  return {
    path,
    format: 'ndjson',
    compression: 'gzip',
    bytes: 8_114_220,
    decodedBytes: 73_812_009,
    sha256: '5f2a8e1d0c4b97a6e3f1d2c4b5a69788f0e1d2c3b4a5968778695a4b3c2d1e0f',
    lines: requests + rejected + filtered,
    records: requests + rejected + filtered,
    requests,
    duplicates: [],
    rejected,
    rejectedBy: {},
    filtered,
    filteredBy: {},
    rejects: [],
    mapping: { time: 'timestamp', account: 'account_id', prompt: 'prompt' },
    period: { from: '2026-05-11T00:00:02.118Z', to: '2026-05-11T23:59:58.001Z' },
    notes: [],
    ...given,
  };
}

export function runOf(given: Partial<Run> & Pick<Run, 'inputs'>): Run {
  const sum = (key: 'records' | 'requests' | 'rejected' | 'filtered'): number =>
    given.inputs.reduce((total, one) => total + one[key], 0);
  return {
    period: { from: '2026-05-11T00:00:02.118Z', to: '2026-05-15T23:59:59.870Z' },
    requests: sum('requests'),
    accounts: 2775,
    networks: 1482,
    records: {
      read: sum('records'),
      requests: sum('requests'),
      duplicates: 0,
      rejected: sum('rejected'),
      filtered: sum('filtered'),
    },
    columns: { present: ['time', 'account', 'prompt'], absent: ['tls', 'org'] },
    detectors: detectors(),
    population: { reliable: true, notes: [] },
    timeline: { notes: [] },
    config: { threads: 4, failOn: 'high', allow: [], detectorOptions: {} },
    complete: true,
    gate: { failOn: 'high', reached: false },
    problems: [],
    ...given,
  };
}

export function evidence(given: Partial<Evidence>): Evidence {
  return {
    detector: 'volume-outlier',
    family: 'volume',
    bits: 3.5,
    statement: '1.2 M output tokens a day, more than 99.9 % of accounts',
    measured: { perDay: 1_204_118, requests: 4000 },
    expected: { medianPerDay: 4120, tail: 0.0004 },
    techniques: ['AML.T0024.002', 'LLM10:2025'],
    lines: [{ input: 0, line: 118 }],
    ...given,
  };
}

export function suspect(given: Partial<Suspect>): Suspect {
  const counted = given.evidence ?? [evidence({})];
  const mitigating = given.mitigating ?? [];
  const sum = [...counted, ...mitigating].reduce((total, { bits }) => total + bits, 0);
  return {
    rank: 1,
    id: 'account:acct_5d01c2',
    kind: 'account',
    score: Math.round(10 * sum) / 10,
    severity: 'medium',
    verdict: 'systematic-generation',
    accounts: ['acct_5d01c2'],
    networks: [
      {
        prefix: '203.0.113.0/24',
        asn: 64500,
        tls: 't13d1516h2_8daaf6152771_b186095e22b6',
        userAgent: 'python-httpx',
        requests: 4000,
      },
    ],
    networksOmitted: 0,
    period: { from: '2026-05-11T03:12:00.000Z', to: '2026-05-14T22:40:12.000Z' },
    requests: 4000,
    outputTokens: 2_911_840,
    summary:
      'One account collects answers systematically: 4,000 different prompts in 4,000 requests, hardly one asked twice.',
    activity: [
      0, 0, 12, 210, 220, 214, 219, 225, 212, 208, 0, 0, 0, 240, 251, 230, 244, 238, 229, 300, 310, 302, 136, 0,
    ],
    evidence: counted,
    mitigating,
    unknown: ['TLS fingerprints: whether clients are what they claim', 'contracts: whether generation was agreed'],
    couldAlsoBe: ['permitted synthetic-data generation', 'a writing or content application'],
    members: [],
    ...given,
  };
}

/** Twenty-four accounts, one queue of prompts; beside them one account alone, and little things. */
export function campaign(): Report {
  const accounts = Array.from({ length: 24 }, (_, i) => `acct_${(0x7f3a20 + 977 * i).toString(16)}`);
  const days = ['11', '12', '13', '14', '15'];
  const inputs = days.map(day =>
    day === '13'
      ? input(`logs/may${day}.ndjson.gz`, {
          requests: 89_825,
          rejected: 12,
          rejectedBy: { 'no time': 4, 'not JSON': 8 },
          rejects: [7, 9, 4011, 4012].map(line => ({ line, reason: line === 9 ? 'no time' : 'not JSON' })),
        })
      : input(`logs/may${day}.ndjson.gz`),
  );
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version: '0.1.0' },
    run: runOf({
      inputs,
      detectors: detectors({ 'client-incoherence': { status: 'not-evaluable', reason: 'needs column tls' } }),
      timeline: {
        notes: ['nothing from 2026-05-13T02:00Z to 2026-05-13T03:10Z, where about 3812 requests would be usual'],
      },
      gate: { failOn: 'high', reached: true },
    }),
    suspects: [
      campaignSuspect(accounts),
      suspect({
        rank: 2,
        evidence: [
          evidence({
            detector: 'never-repeats',
            family: 'content',
            bits: 6.2,
            statement: '4,000 different prompts in 4,000 requests, hardly one asked twice',
            measured: { distinct: 4000, requests: 4000, novelty: 1 },
            expected: { tail: 0.0008 },
            lines: [{ input: 0, line: 91_220 }],
          }),
          evidence({}),
        ],
        mitigating: [{ id: 'human-hours', bits: -1, statement: 'quiet for 9 hours of the day, on all 4 days' }],
      }),
      suspect({
        rank: 3,
        id: 'network:net:198.51.100.0/24|AS64501',
        kind: 'network',
        severity: 'low',
        verdict: 'automated',
        accounts: ['net:198.51.100.0/24|AS64501'],
        requests: 850,
        outputTokens: null,
        evidence: [
          evidence({
            detector: 'regular-gaps',
            family: 'timing',
            bits: 4.4,
            statement: 'gaps between requests vary by only 4 % of their mean',
            expected: { variation: 'above 1 for most clients', tail: 0.002 },
          }),
        ],
        summary: 'One network is driven by a program: gaps between requests vary by only 4 % of their mean.',
      }),
      suspect({
        rank: 4,
        id: 'account:acct_77',
        accounts: ['acct_77'],
        severity: 'info',
        verdict: 'insufficient-data',
        evidence: [evidence({ bits: 1.1 })],
      }),
    ],
  };
}

function campaignSuspect(accounts: string[]): Suspect {
  const members: Member[] = accounts.map((account, i) => ({
    account,
    requests: 124 + (i % 3),
    links: [
      'software: template',
      i % 2 === 0 ? 'infrastructure: prefix 203.0.113.0/24' : 'infrastructure: asn 64500',
      'schedule: volume',
    ],
  }));
  return suspect({
    rank: 1,
    id: 'campaign:7f3a2c',
    kind: 'campaign',
    severity: 'critical',
    verdict: 'coordinated-generation',
    accounts,
    networks: [
      { prefix: '203.0.113.0/24', asn: 64500, tls: null, userAgent: 'python-httpx', requests: 1502 },
      { prefix: '198.51.100.0/24', asn: 64501, tls: null, userAgent: 'OpenAI/Python', requests: 988 },
      { prefix: null, asn: 64502, tls: null, userAgent: null, requests: 310 },
      { prefix: '2001:db8:40::/48', asn: null, tls: null, userAgent: 'aiohttp', requests: 201 },
    ],
    networksOmitted: 11,
    period: { from: '2026-05-11T00:00:09.000Z', to: '2026-05-15T23:58:31.000Z' },
    requests: 2998,
    outputTokens: 2_088_340,
    summary:
      '24 accounts worked as one to collect answers: one rare template opens 99 % of the requests of 24 accounts, and no prompt was asked by two of them.',
    activity: [
      88, 121, 125, 124, 128, 122, 125, 127, 124, 126, 125, 123, 128, 124, 125, 126, 124, 127, 125, 124, 126, 122, 119,
      120,
    ],
    evidence: [
      evidence({
        detector: 'shared-template',
        family: 'content',
        bits: 18.2,
        statement: '24 of 24 accounts use one template («You are a careful annotator. Rate the following answer…»)',
        measured: { holders: 24, of: 24 },
        expected: { elsewhere: 'in 3 of 2,751 other accounts' },
        techniques: ['AML.T0024.002', 'LLM10:2025', 'LLM06:2026'],
        lines: [118, 342, 377].map(line => ({ input: 0, line })),
      }),
      evidence({
        detector: 'load-levelling',
        family: 'coordination',
        bits: 9.6,
        statement: '124.9 ± 0.8 requests an account over 24 accounts',
        measured: { mean: 124.9, deviation: 0.8 },
        expected: { deviation: '± 41 or more' },
        lines: [{ input: 2, line: 70_118 }],
      }),
      evidence({ bits: 3.5, statement: '417 k output tokens a day, more than 99.9 % of accounts' }),
    ],
    mitigating: [
      {
        id: 'input-heavy',
        bits: -1.5,
        statement: '6 tokens in for each one out, as retrieval, classification and coding tools have',
      },
    ],
    unknown: [
      'payment and sign-up records: either would confirm or break the link',
      'contracts: whether generation was agreed',
    ],
    couldAlsoBe: [
      'contracted synthetic-data generation spread over accounts (content alone cannot tell)',
      'one company’s sharded batch job',
    ],
    members,
  });
}

/** One account that reads out token probabilities. */
export function logitExtraction(): Report {
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version: '0.1.0' },
    run: runOf({
      inputs: [
        input('access.csv', {
          format: 'csv',
          compression: 'none',
          requests: 12_031,
          filtered: 1,
          filteredBy: { header: 1 },
        }),
      ],
      period: { from: '2026-05-11T00:00:02.118Z', to: '2026-05-11T12:30:00.000Z' },
      accounts: 311,
      networks: 290,
      gate: { failOn: 'high', reached: true },
    }),
    suspects: [
      suspect({
        id: 'account:research-7',
        accounts: ['research-7'],
        severity: 'high',
        verdict: 'logit-extraction',
        requests: 4200,
        outputTokens: 4200,
        summary:
          'One account reads out the model’s token probabilities: 4,200 requests for one token each, with 1,050 bias vectors.',
        evidence: [
          evidence({
            detector: 'logit-extraction',
            family: 'parameters',
            bits: 19.5,
            statement:
              '4,200 requests for token probabilities, 100 % for one token only, each prompt 1,050 times over 1,050 bias sets',
            measured: { requests: 4200, share: 1, oneToken: 1, biasSets: 1050, repeats: 1050 },
            expected: { share: 0.02, tail: 0.003 },
            techniques: ['AML.T0024.002'],
            lines: [4, 5, 6, 7].map(line => ({ input: 0, line })),
          }),
        ],
        unknown: ['contracts: whether generation was agreed'],
        couldAlsoBe: ['a calibration or perplexity study'],
      }),
    ],
  };
}

export function nothingFound(): Report {
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version: '0.1.0' },
    run: runOf({
      inputs: [
        input('access.log', {
          format: 'combined',
          compression: 'none',
          requests: 5120,
          filtered: 2,
          filteredBy: { blank: 2 },
        }),
      ],
      accounts: 208,
      networks: 201,
      detectors: detectors({
        'client-incoherence': { status: 'not-evaluable', reason: 'needs column tls' },
        'shared-template': { status: 'not-evaluable', reason: 'needs column promptHead or systemHash' },
        'template-concentration': { status: 'not-evaluable', reason: 'needs column promptHead or systemHash' },
        'logit-extraction': { status: 'skipped', reason: '--skip' },
      }),
    }),
    suspects: [],
  };
}

/** Inputs cut off, a clock that jumps, a detector that throws, hardly anyone to compare with. */
export function damaged(): Report {
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version: '0.1.0' },
    run: runOf({
      inputs: [
        input('may11.ndjson.gz', {
          requests: 41_002,
          rejected: 1,
          rejectedBy: { 'cut off': 1 },
          rejects: [{ line: 41_003, reason: 'cut off' }],
          damage: { position: 3_400_192, message: 'the gzip stream ends early' },
        }),
        input('may12.ndjson.gz', {
          format: 'unknown',
          requests: 0,
          records: 0,
          bytes: 0,
          decodedBytes: 0,
          lines: 0,
          period: null,
          notes: ['the file is empty'],
        }),
      ],
      accounts: 9,
      networks: 8,
      detectors: detectors({
        'worker-pool': { status: 'failed', reason: 'assess threw: Cannot read properties of undefined' },
      }),
      population: { reliable: false, notes: ['9 accounts, fewer than the 30 that make a baseline'] },
      timeline: { notes: ['the last day ends at 2026-05-11T09:10Z: it looks cut off'] },
      complete: false,
      problems: ['may12.ndjson.gz: no record in it could be read'],
    }),
    suspects: [suspect({ severity: 'low', verdict: 'automated' })],
  };
}

/**
 * What a terminal obeys or a reader cannot see, written out anew so that a slip in the sanitiser's own list shows. Line
 * ends are in it: take those of the form away first.
 */
export const forbidden =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|[\ufe00-\ufe0f]|\p{Cs}/u;

/** What an attacker would like to see printed, in every string that a log can reach. */
export const nasty = [
  '\u001b[2J\u001b]0;owned\u0007\u009b31m',
  '\u202eevil\u2066\u200b\ufeff\u{e0041}\ufe0f\u061c',
  '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x',
  '=HYPERLINK("http://evil.example","x")|`code`|\n## heading\n[link](javascript:alert(1))',
  'key sk-ant-api03-AAAAbbbbCCCC1111dddd2222 Authorization: Bearer abcdefghijklmnop123456',
  '\ud800 lone, Z\u0301\u0302\u0303\u0304\u0305algo, 漢字🙂, \\x1b as text',
].join(' ');

export function hostile(text = nasty): Report {
  const report = campaign();
  const evil = suspect({
    id: `account:${text}`,
    accounts: [text],
    summary: text,
    networks: [{ prefix: text, asn: 1, tls: text, userAgent: text, requests: 1 }],
    evidence: [
      evidence({
        detector: text,
        statement: text,
        measured: { [text]: text },
        expected: { [text]: text },
        techniques: [text],
      }),
    ],
    mitigating: [{ id: text, bits: -1, statement: text }],
    unknown: [text],
    couldAlsoBe: [text],
    members: [{ account: text, requests: 1, links: [text] }],
  });
  const first = input(text, {
    format: text,
    rejected: 1,
    rejectedBy: { [text]: 1 },
    filtered: 1,
    filteredBy: { [text]: 1 },
    rejects: [{ line: 1, reason: text }],
    mapping: { [text]: text },
    damage: { position: 1, message: text },
    notes: [text],
  });
  return {
    ...report,
    run: runOf({
      inputs: [first, ...report.run.inputs],
      population: { reliable: false, notes: [text] },
      timeline: { notes: [text] },
      detectors: [{ id: text, family: 'timing', status: 'failed', reason: text }, ...detectors()],
      columns: { present: [text], absent: [text] },
      config: { [text]: [text] },
      problems: [text],
    }),
    suspects: [evil, ...report.suspects.slice(1)],
  };
}

/** The same campaign with some members allowed; the account beside it is allowed, and so does not count. */
export function allowed(): Report {
  const report = campaign();
  const [whole, single, ...others] = report.suspects;
  if (whole === undefined || single === undefined) throw new Error('the campaign has gone');
  const grant = { owner: 'jane@example.com', reason: 'contract 2026-14 with acct_5d01c2', expires: '2026-12-31' };
  const line = { line: 3, ...grant };
  const members = whole.members.map((member, i) => (i < 3 ? { ...member, allowed: 3 } : member));
  const bare = { owner: null, reason: null, expires: null };
  return {
    ...report,
    run: {
      ...report.run,
      allow: {
        file: 'contracts/allow.yaml',
        asOf: '2026-12-20',
        entries: [
          { ...line, account: whole.accounts.slice(0, 3), status: 'used', accounts: 4, suspects: 2 },
          {
            line: 9,
            organization: ['acme'],
            cidr: ['203.0.113.0/24'],
            ...bare,
            status: 'unmatched',
            accounts: 0,
            suspects: 0,
          },
        ],
        notes: [
          'contracts/allow.yaml:3: expires in 11 days, on 2026-12-31',
          'contracts/allow.yaml:9: organization acme matches nothing',
        ],
      },
    },
    suspects: [{ ...whole, members }, { ...single, allowed: [{ ...line, accounts: 1 }] }, ...others],
  };
}

export const examples = { campaign, allowed, logitExtraction, nothingFound, damaged, hostile } as const;
