/** How much a log says: from everything down to who, when and with which result (docs/detection-limits.md). */

const parameters = ['max_tokens', 'temperature', 'n', 'logprobs', 'stream'];
const prompts = ['prompt', 'system_prompt_hash', 'session_id'];
const network = ['client_ip', 'country', 'asn', 'ja4', 'user_agent', 'api_key_id', 'organization_id'];
const sizes = ['latency_ms', 'model', 'input_tokens', 'cached_tokens', 'output_tokens'];

/** Shape, and what is left out of it. */
export const tiers = {
  F4: { says: 'everything', shape: 'ndjson', drop: [], hashPrompts: false },
  F3: { says: 'prompts, no parameters', shape: 'ndjson', drop: parameters, hashPrompts: false },
  F2: { says: 'prompt hashes, no parameters', shape: 'ndjson', drop: parameters, hashPrompts: true },
  F1: { says: 'networks, clients, sizes', shape: 'csv', drop: [...parameters, ...prompts], hashPrompts: false },
  F0: {
    says: 'time, account, status',
    shape: 'csv',
    drop: [...parameters, ...prompts, ...network, ...sizes],
    hashPrompts: false,
  },
  hashes: { says: 'everything, prompts as hashes', shape: 'ndjson', drop: [], hashPrompts: true },
  'no-tls': { says: 'everything but TLS fingerprints', shape: 'ndjson', drop: ['ja4'], hashPrompts: false },
  'no-ip': {
    says: 'everything but addresses, their networks and countries',
    shape: 'ndjson',
    drop: ['client_ip', 'asn', 'country'],
    hashPrompts: false,
  },
  web: { says: 'Combined access log', shape: 'combined', drop: [], hashPrompts: false },
};
