import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reports/index.js';
import { loadReporter, reporterNames } from '../../src/reports/load.js';
import type { Report } from '../../src/reports/report.js';
import type { Look, Reporter } from '../../src/reports/reporter.js';
import { displayWidth } from '../../src/reports/width.js';
import { examples, forbidden, hostile, nasty, plainLook } from './examples.js';

const endings: Readonly<Record<string, string>> = {
  terminal: 'txt',
  json: 'json',
  ndjson: 'ndjson',
  csv: 'csv',
  markdown: 'md',
  html: 'html',
  sarif: 'sarif',
  ecs: 'ecs.ndjson',
};

function render(reporter: Reporter, report: Report, look: Partial<Look> = {}): string {
  return [...reporter.render(report, { ...plainLook, ...look })].join('');
}

function named(name: string): Reporter {
  const reporter = reporters.find(one => one.name === name);
  if (reporter === undefined) throw new Error(`no reporter ${name}`);
  return reporter;
}

const each = Object.entries(examples).flatMap(([name, make]) =>
  reporters.map(reporter => [name, reporter.name, make, reporter] as const),
);

describe('golden', () => {
  it.each(each)('%s as %s', async (name, format, make, reporter) => {
    await expect(render(reporter, make())).toMatchFileSnapshot(`golden/${name}.expected.${endings[format] ?? format}`);
  });

  it.each(Object.entries(examples))('%s on wide, narrow and old terminals', async (name, make) => {
    const terminal = named('terminal');
    await expect(render(terminal, make(), { width: 160 })).toMatchFileSnapshot(`golden/${name}.160.expected.txt`);
    await expect(render(terminal, make(), { width: 40 })).toMatchFileSnapshot(`golden/${name}.40.expected.txt`);
    await expect(render(terminal, make(), { width: 100, unicode: false })).toMatchFileSnapshot(
      `golden/${name}.ascii.expected.txt`,
    );
  });
});

describe('every form', () => {
  it.each(each)('%s as %s is the same twice and leaves the report as it was', (_, __, make, reporter) => {
    const report = make();
    expect(render(reporter, report)).toBe(render(reporter, report));
    expect(report).toEqual(make());
  });

  it.each(reporters)('$name ends with a line end', reporter => {
    expect(render(reporter, examples.campaign())).toMatch(/\n$/);
  });

  it.each(reporters)('$name prints nothing that a terminal obeys or a reader cannot see', reporter => {
    const lines = (text: string): string => text.replaceAll(reporter.name === 'csv' ? '\r\n' : '\n', '');
    expect(lines(render(reporter, hostile()))).not.toMatch(forbidden);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), text => {
        expect(lines(render(reporter, hostile(text)))).not.toMatch(forbidden);
      }),
      { numRuns: 30 },
    );
  });

  it.each(reporters)('$name prints no key whole', reporter => {
    const text = render(reporter, hostile(), { width: 160, showContent: true });
    for (const part of ['AAAAbbbb', 'CCCC1111', 'abcdefghijk']) expect(text.replace(/\s/g, '')).not.toContain(part);
  });

  it('has names of its own, and says what it is for', () => {
    expect(new Set(reporters.map(({ name }) => name)).size).toBe(reporters.length);
    for (const { name, description } of reporters) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(description).toMatch(/^\S.{10,70}$/);
    }
  });

  it('is loaded by its name', async () => {
    expect(reporterNames).toEqual(reporters.map(({ name }) => name));
    expect(await Promise.all(reporterNames.map(loadReporter))).toEqual(reporters);
    await expect(loadReporter('constructor')).rejects.toThrow('no reporter constructor');
  });

  it.each(['terminal', 'markdown', 'html'])('%s tells the same facts in the same order', name => {
    const text = render(named(name), examples.campaign(), { width: 160 })
      .replace(/\s+/g, ' ')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    const facts = [
      '449,173 requests',
      '10 of 11 detectors ran',
      'baseline reliable',
      'coordinated generation',
      '24 accounts worked as one',
      '+18.2',
      'shared-template',
      'elsewhere in 3 of 2,751 other accounts',
      'input-heavy',
      'payment and sign-up records',
      'sharded batch job',
      'AML.T0024.002',
      'logs/may11.ndjson.gz:118',
      'revenuer inspect 7f3a2c',
      'Not shown',
      '449,185 records = 449,173 requests + 12 rejected + 0 filtered',
      '89,837 records = 89,825 requests + 12 rejected + 0 filtered',
      'needs column tls',
      'exit 1 (--fail-on high)',
    ];
    for (const fact of facts) expect(text).toContain(fact);
    const order = [
      '449,173 requests',
      '24 accounts worked as one',
      '+18.2',
      'payment and sign-up',
      '89,825 requests',
      'exit 1',
    ];
    const places = order.map(fact => text.indexOf(fact));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it.each(reporters)('$name says who allowed what, until when and why', ({ name }) => {
    const text = render(named(name), examples.allowed(), { width: 160 }).replace(/\s+/g, ' ');
    for (const said of ['jane', '2026-12-31', 'contract 2026-14']) expect(text).toContain(said);
  });

  it.each(['terminal', 'markdown', 'html'])('%s keeps the allowed apart, and the campaign accused', name => {
    const text = render(named(name), examples.allowed(), { width: 160 }).replace(/\s+/g, ' ').replaceAll('\\', '');
    const [campaignAt, allowedAt] = [text.indexOf('3 of 24 members allowed'), text.indexOf('acct_5d01c2')];
    expect(allowedAt).toBeGreaterThan(0);
    expect(campaignAt).toBeGreaterThan(allowedAt);
    expect(text).toContain('the others are not, and so the campaign is not');
    expect(text).toContain('1 suspect at or above high: exit 1');
    expect(text).toContain('organization acme matches nothing');
  });

  it('sarif suppresses what is allowed, and names no account in saying so', () => {
    const text = render(named('sarif'), examples.allowed());
    const { runs } = JSON.parse(text) as { runs: { results: { suppressions: unknown[] }[] }[] };
    expect(runs[0]?.results.map(({ suppressions }) => suppressions.length)).toEqual([0, 1, 0, 0]);
    expect(text).not.toContain('acct_5d01c2');
    expect(render(named('sarif'), examples.campaign())).not.toContain('suppressions');
  });

  it('ecs raises no alarm for the allowed', () => {
    const kinds = render(named('ecs'), examples.allowed())
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { event: { kind: string } }).event.kind);
    expect(kinds).toEqual(['alert', 'event', 'alert', 'alert']);
  });

  it.each(['terminal', 'markdown', 'html'])('%s puts problems before suspects', name => {
    const text = render(named(name), examples.damaged());
    for (const problem of ['no record in it could be read', '3,400,192', 'worker-pool failed', 'baseline unreliable']) {
      expect(text.indexOf(problem)).toBeGreaterThan(0);
      expect(text.indexOf(problem)).toBeLessThan(text.indexOf('acct_5d01c2'));
    }
  });

  it.each(['terminal', 'markdown', 'html'])('%s with nothing found says what was read and looked for', name => {
    const text = render(named(name), examples.nothingFound(), { width: 160 });
    for (const said of ['Nothing stood out', '5,120 requests', 'regular-gaps', 'needs column', '--skip', 'exit 0']) {
      expect(text).toContain(said);
    }
  });
});

describe('terminal', () => {
  const terminal = named('terminal');
  const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth));

  it.each(Object.entries(examples))('%s fits every width from 40 on', (_, make) => {
    for (let width = 40; width <= 200; width++) {
      expect(widest(render(terminal, make(), { width }))).toBeLessThanOrEqual(width);
    }
  });

  it('fits whatever the log holds', () => {
    const wild = fc.tuple(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.integer({ min: 40, max: 200 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(wild, ([text, width, unicode]) => {
        expect(widest(render(terminal, hostile(text), { width, unicode }))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });

  it('uses the whole of 80 and of 160 columns', () => {
    for (const width of [80, 160]) expect(widest(render(terminal, examples.campaign(), { width }))).toBe(width);
  });

  it('has no escape without colour, and says the same with it', () => {
    const escapes = /\x1b\[[\d;]*m/g;
    for (const make of Object.values(examples)) {
      const plain = render(terminal, make(), { color: false });
      const colored = render(terminal, make(), { color: true });
      expect(plain).not.toMatch(escapes);
      expect(colored).toMatch(escapes);
      expect(colored.replace(escapes, '').replace(/ +$/gm, '')).toBe(plain);
    }
  });

  it('is ASCII where the terminal shows nothing else', () => {
    for (const make of Object.values(examples))
      expect(render(terminal, make(), { unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('has no blanks at the ends of lines', () => {
    expect(render(terminal, examples.campaign())).not.toMatch(/ $/m);
  });
});

describe('html', () => {
  const page = render(named('html'), hostile());

  it('allows nothing but its own style sheet', () => {
    expect(page).toContain(`default-src 'none'; style-src 'sha256-`);
    expect(page).not.toMatch(/unsafe-inline|<script|<img|<iframe|<link|\sstyle="|\son\w+="/i);
    expect(page).not.toMatch(/(?:src|href)="(?!#suspect-\d+")/);
  });

  it('has one style sheet and no tag that a log brought', () => {
    expect(page.match(/<style>/g)).toHaveLength(1);
    const tags = new Set([...page.matchAll(/<([a-z0-9]+)[\s>/]/g)].map(([, tag]) => tag));
    expect([...tags].sort().join(' ')).toBe(
      'a article bdi body br code dd details div dl dt figcaption figure h1 h2 h3 head header html li main meta p rect section span strong style summary svg table tbody td tfoot th thead title tr ul',
    );
  });
});

it('markdown lets no table row break in two', () => {
  const text = render(named('markdown'), hostile(`a\\|b\n|c|${nasty}`));
  const rows = text.split('\n').filter(line => line.startsWith('| '));
  for (const row of rows) expect(row).toMatch(/ \|$/);
  const ledger = rows.filter(row => row.startsWith('| +3.5'));
  for (const row of ledger) expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(6);
});
