/** Twelve invented requests of three accounts, with what is awkward in logs: values that are absent, IPv6, failures. */

const start = Date.UTC(2026, 10, 20, 8, 15, 30);
const people = [
  { account: 'acct_a', apiKey: 'sk-invented-a', org: 'org_1', ip: '198.51.100.7', country: 'SG', asn: 64_500 },
  { account: 'acct_b', apiKey: 'sk-invented-b', org: 'org_1', ip: '203.0.113.9', country: 'DE', asn: 64_501 },
  { account: 'acct_c', apiKey: 'sk-invented-c', org: 'org_2', ip: '2001:db8::7', country: 'BR', asn: 64_502 },
];
const clients = [
  { userAgent: 'OpenAI/Python 2.3.0', ja4: 't13d1516h2_8daaf6152771_b186095e22b6' },
  { userAgent: 'curl/8.9.1', ja4: 't13d1812h1_85036bcba153_375ca2c5e164' },
  { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', ja4: 't13d1517h2_8daaf6152771_b0da82dd1658' },
];
const prompts = [
  'Explain step by step how a heat pump works in winter.',
  'Translate to French: "the train leaves at nine, said the guard".\nKeep the quotes.',
  'Write a haiku about the sea and the moon; mention 100 % of the colours.',
  'List three uses of a lathe, as JSON: {"uses": []}',
];
const statuses = [200, 200, 200, 429, 200, 200, 200, 200, 500, 200, 200, 200];

/** Times and latencies are whole seconds, so that formats which know no smaller unit can be compared, too. */
export function canned() {
  return statuses.map((status, index) => ({
    ...people[index % people.length],
    ...clients[index % clients.length],
    time: start + index * 61_000,
    path: '/v1/chat/completions',
    status,
    latency: 2000 + 1000 * (index % 4),
    model: index % 2 === 0 ? 'model-x-mini' : 'model-x',
    inputTokens: 40 + index,
    cachedTokens: index % 4 === 0 ? 8 : 0,
    outputTokens: status === 200 ? 500 + index : 0,
    maxTokens: index % 3 === 0 ? null : 1024,
    temperature: index % 4 === 0 ? null : 0.7,
    n: 1,
    logprobs: index === 5 ? 5 : null,
    logitBias: null,
    stream: index % 2 === 0,
    session: index % 3 === 2 ? null : `session-${index % 3}`,
    system: index % 2 === 0 ? 'You are a helpful assistant.' : null,
    history: [],
    prompt: prompts[index % prompts.length],
  }));
}
