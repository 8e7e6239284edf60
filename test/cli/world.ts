/** A world for the command line: streams that remember, an engine that answers what it is told to. */
import { PassThrough, Readable } from 'node:stream';
import type { Engine } from '../../src/cli/engine.js';
import { execute } from '../../src/cli/execute.js';
import type { Io } from '../../src/cli/io.js';
import type { Report, Run, Suspect } from '../../src/reports/report.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface World {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stdin?: string;
  readonly tty?: Partial<Io['tty']>;
  readonly engine?: Partial<Record<keyof Engine, unknown>>;
}

export async function run(argv: readonly string[], world: World = {}): Promise<Ran> {
  const [stdout, stderr] = [remembering(), remembering()];
  const io: Io = {
    stdin: Readable.from(world.stdin === undefined ? [] : [world.stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: world.env ?? {},
    cwd: world.cwd ?? process.cwd(),
    tty: { stdin: false, stdout: false, stderr: false, ...world.tty },
    columns: undefined,
    platform: 'linux',
    now: () => 0,
    today: () => '2026-05-16',
  };
  const code = await execute(argv, io, () => Promise.resolve({ ...quietEngine, ...world.engine } as unknown as Engine));
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function remembering(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

const detector = { id: 'shared-template', family: 'content', title: 'Shared template', question: 'Do many share one?' };

const quietEngine = {
  scan: () => Promise.resolve(reportOf()),
  listDetectors: (among?: readonly unknown[]) => (among === undefined ? [detector] : among),
  loadDetectors: () => Promise.resolve([]),
  explainDetector: (id: string) => (id === detector.id ? '# shared-template\n' : undefined),
};

/** A report of nothing, with what a test wants in it. */
export function reportOf(run: Partial<Run> = {}, suspects: Suspect[] = []): Report {
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version: '0.0.0' },
    run: {
      inputs: [],
      period: null,
      requests: 0,
      accounts: 0,
      networks: 0,
      records: { read: 0, requests: 0, duplicates: 0, rejected: 0, filtered: 0 },
      columns: { present: [], absent: [] },
      detectors: [],
      population: { reliable: true, notes: [] },
      timeline: { notes: [] },
      config: {},
      complete: true,
      gate: { failOn: 'high', reached: false },
      problems: [],
      ...run,
    },
    suspects,
  };
}
