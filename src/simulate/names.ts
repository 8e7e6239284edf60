/** What the simulator offers, by name: help and parsers of the command line need no more, and are asked at every start. */

/** Classes of innocents, as in the truth file. */
export const populationNames = [
  'human',
  'developer',
  'agent',
  'app',
  'contentapp',
  'batch',
  'eval',
  'rag',
  'monitor',
  'campus',
  'team',
  'aggregator',
  'launch',
  'retry',
  'saas',
  'synthetic',
] as const;

export type PopulationName = (typeof populationNames)[number];

export const campaignNames = [
  'generation',
  'low-and-slow',
  'grading',
  'reasoning',
  'reseller',
  'evolution',
  'logits',
  'sweep',
  'best-of-n',
  'hand-over',
  'conversation-hop',
  'ban-replacement',
  'release-pivot',
  'access-probing',
] as const;

/** Shapes that logs come in. */
export const logShapes = ['ndjson', 'csv', 'tsv', 'combined', 'common', 'litellm', 'otlp'] as const;

export type LogShape = (typeof logShapes)[number];
