/** One simulated request, in the flat shape of a gateway log, with who is behind it. */
export interface SimulatedRequest {
  /** ms since the epoch */
  time: number;
  account: string;
  apiKey: string;
  org: string;
  ip: string;
  country: string;
  asn: number;
  ja4: string;
  userAgent: string;
  path: string;
  status: number;
  latency: number;
  model: string;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  maxTokens: number | null;
  temperature: number | null;
  n: number;
  logprobs: number | null;
  stream: boolean;
  session: string | null;
  /** Text of the system prompt; logs carry its hash. */
  system: string | null;
  prompt: string;
}

/** What evaluation knows of an account. */
export interface Label {
  account: string;
  harvester: boolean;
  campaign: string;
  class: string;
}

/** Requests of one or more accounts, in order of time. */
export interface Source {
  readonly labels: readonly Label[];
  requests(): Generator<SimulatedRequest>;
}

/** The time simulated. */
export interface Span {
  /** ms since the epoch, a midnight UTC. */
  readonly start: number;
  readonly days: number;
}

export const hour = 3_600_000;
export const day = 24 * hour;
