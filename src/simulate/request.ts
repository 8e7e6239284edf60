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
  /** ms */
  latency: number;
  model: string;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  maxTokens: number | null;
  temperature: number | null;
  n: number;
  /** Number of alternatives whose log-probabilities were asked for. */
  logprobs: number | null;
  /** Token ids that were biased; only nested logs show them. */
  logitBias: readonly number[] | null;
  stream: boolean;
  session: string | null;
  /** Text of the system prompt; flat logs carry its hash. */
  system: string | null;
  /** Turns before the prompt; only nested logs show them. */
  history: readonly Message[];
  prompt: string;
}

export interface Message {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly content: string;
}

/** What evaluation knows of an account. */
export interface Label {
  readonly account: string;
  readonly harvester: boolean;
  /** '' for innocents. */
  readonly campaign: string;
  readonly class: string;
}

/** Requests of one or more accounts, in order of time. */
export interface Source {
  readonly labels: readonly Label[];
  requests(): Iterable<SimulatedRequest>;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
