/** Gateways for language models and for APIs, from their documented schemas. */
import { Buffer } from 'node:buffer';
import { csv, jsonArray, ndjson, page } from '../framing.mjs';
import { bodyOf, digest, iso, messagesOf, parametersOf } from '../request.mjs';

const parameters = ['maxTokens', 'temperature', 'n', 'logprobs', 'stream'];

const spendLog = r => ({
  request_id: r.id,
  call_type: 'acompletion',
  api_key: digest(r.apiKey),
  spend: 0.01,
  total_tokens: r.inputTokens + r.outputTokens,
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
  startTime: iso(r.time),
  endTime: iso(r.time + r.latency),
  request_duration_ms: r.latency,
  model: r.model,
  model_group: r.model,
  custom_llm_provider: 'openai',
  api_base: 'https://api.example.test',
  user: r.account,
  metadata: { status: r.ok ? 'success' : 'failure', user_api_key_user_id: r.account },
  cache_hit: 'False',
  request_tags: [],
  team_id: null,
  organization_id: r.org,
  end_user: '',
  requester_ip_address: r.ip,
  messages: messagesOf(r),
  response: {},
  session_id: r.session,
  status: r.ok ? 'success' : 'failure',
  proxy_server_request: bodyOf(r),
});

const spendColumns = ['time', 'account', 'apiKey', 'org', 'ip', 'status', 'latency', 'model', 'tokens', 'prompt'];

const payload = r => ({
  id: r.id,
  trace_id: r.session ?? r.id,
  call_type: 'acompletion',
  stream: r.stream,
  status: r.ok ? 'success' : 'failure',
  custom_llm_provider: 'openai',
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
  total_tokens: r.inputTokens + r.outputTokens,
  startTime: r.time / 1000,
  endTime: (r.time + r.latency) / 1000,
  response_time: r.stream ? r.latency / 10_000 : r.latency / 1000,
  model: r.model,
  model_group: r.model,
  end_user: '',
  requester_ip_address: r.ip,
  messages: messagesOf(r),
  response: {},
  model_parameters: parametersOf(r),
  error_information: r.ok
    ? { error_code: '', error_class: '' }
    : { error_code: String(r.status), error_class: 'Error' },
  metadata: {
    user_api_key_hash: digest(r.apiKey),
    user_api_key_alias: null,
    user_api_key_org_id: r.org,
    user_api_key_team_id: null,
    user_api_key_user_id: r.account,
    requester_ip_address: r.ip,
  },
});

const envoy = r => ({
  start_time: iso(r.time),
  method: 'POST',
  'x-envoy-origin-path': r.path,
  protocol: 'HTTP/2',
  response_code: r.status,
  response_flags: '-',
  bytes_received: r.bytesIn,
  bytes_sent: r.bytesOut,
  duration: r.latency,
  'x-forwarded-for': r.ip,
  'user-agent': r.userAgent,
  'x-request-id': r.id,
  ':authority': 'api.example.test',
  downstream_remote_address: `${hostOf(r.ip)}:51312`,
  route_name: 'chat',
});

/** An address as it stands before a port. */
function hostOf(ip) {
  return ip.includes(':') ? `[${ip}]` : ip;
}

const envoyColumns = ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'];

const kong = (r, ai) => ({
  started_at: r.time,
  client_ip: r.ip,
  workspace: '0dcbc0a4-1f5a-4a0b-8f3a-5c5b8d7f7a11',
  request: {
    id: r.id,
    method: 'POST',
    uri: r.path,
    url: `https://api.example.test:8443${r.path}`,
    size: r.bytesIn,
    querystring: {},
    headers: { host: 'api.example.test', 'user-agent': r.userAgent, 'content-type': 'application/json' },
  },
  response: { status: r.status, size: r.bytesOut, headers: { 'content-type': 'application/json' } },
  latencies: { request: r.latency, proxy: r.latency - 3, kong: 3 },
  service: { id: '5f1b6c6c', name: 'llm' },
  route: { id: 'b7d3a1f0', name: 'chat' },
  consumer: { id: `c-${digest(r.account)}`, username: r.account, custom_id: r.account },
  authenticated_entity: { id: digest(r.apiKey), consumer_id: `c-${digest(r.account)}` },
  ai,
});

const kongUsage = r => ({ prompt_tokens: r.inputTokens, completion_tokens: r.outputTokens, cost: 0.01 });
const kongMeta = r => ({
  request_model: r.model,
  response_model: r.model,
  provider_name: 'openai',
  llm_latency: r.latency - 9,
});
const kongColumns = [
  'time',
  'account',
  'apiKey',
  'ip',
  'userAgent',
  'method',
  'path',
  'status',
  'latency',
  'bytesIn',
  'bytesOut',
  'model',
  'tokens',
];

const cloudflare = r => ({
  id: r.id,
  created_at: iso(r.time),
  provider: 'openai',
  model: r.model,
  model_type: '',
  path: 'chat/completions',
  success: r.ok,
  cached: false,
  duration: r.latency,
  status_code: r.status,
  request_type: '',
  step: 0,
  tokens_in: r.inputTokens,
  tokens_out: r.outputTokens,
  cost: 0.01,
  metadata: JSON.stringify({ user: r.account }),
});
const cloudflareColumns = ['time', 'account', 'path', 'status', 'latency', 'model', 'tokens'];

export const gateways = [
  {
    name: 'litellm-spend-logs',
    frame: ndjson,
    carries: [...spendColumns, 'maxTokens', 'temperature'],
    record: spendLog,
  },
  {
    name: 'litellm-spend-logs-csv',
    description: 'litellm-spend-logs',
    frame: csv,
    file: 'log.csv',
    carries: [...spendColumns, 'maxTokens', 'temperature'],
    record: spendLog,
  },
  {
    name: 'litellm-spend-logs-array',
    description: 'litellm-spend-logs',
    frame: jsonArray,
    file: 'log.json',
    carries: [...spendColumns, 'maxTokens', 'temperature'],
    record: spendLog,
  },
  {
    name: 'litellm-standard-payload',
    frame: ndjson,
    carries: [...spendColumns, ...parameters, 'session'],
    record: payload,
  },
  {
    name: 'envoy-ai-gateway',
    description: 'envoy-json',
    frame: ndjson,
    carries: [...envoyColumns, 'model', 'tokens'],
    record: r => ({
      ...envoy(r),
      'gen_ai.request.model': r.model,
      'gen_ai.response.model': r.model,
      'gen_ai.provider.name': 'openai',
      'gen_ai.usage.input_tokens': r.inputTokens,
      'gen_ai.usage.output_tokens': r.outputTokens,
      'gen_ai.usage.total_tokens': r.inputTokens + r.outputTokens,
    }),
  },
  {
    name: 'envoy-json',
    frame: ndjson,
    carries: [...envoyColumns, 'ja4'],
    record: r => ({ ...envoy(r), ja4: r.ja4 }),
  },
  {
    name: 'envoy-json-account',
    description: 'envoy-json',
    frame: ndjson,
    carries: [...envoyColumns, 'account', 'model', 'tokens'],
    record: r => ({
      ...envoy(r),
      account_id: r.account,
      'gen_ai.request.model': r.model,
      'gen_ai.usage.input_tokens': r.inputTokens,
      'gen_ai.usage.output_tokens': r.outputTokens,
    }),
  },
  {
    name: 'higress-json',
    frame: ndjson,
    carries: [
      'time',
      'account',
      'ip',
      'userAgent',
      'method',
      'path',
      'status',
      'latency',
      'bytesIn',
      'bytesOut',
      'model',
      'tokens',
    ],
    record: r => ({
      ai_log: JSON.stringify({
        consumer: r.account,
        model: r.model,
        input_token: r.inputTokens,
        output_token: r.outputTokens,
        llm_service_duration: r.latency - 5,
      }),
      authority: 'api.example.test',
      bytes_received: String(r.bytesIn),
      bytes_sent: String(r.bytesOut),
      downstream_remote_address: `${hostOf(r.ip)}:51312`,
      duration: String(r.latency),
      method: 'POST',
      path: r.path,
      request_id: r.id,
      response_code: String(r.status),
      response_flags: '-',
      start_time: iso(r.time),
      trace_id: digest(r.id),
      user_agent: r.userAgent,
      x_forwarded_for: r.ip,
    }),
  },
  {
    name: 'kong',
    frame: ndjson,
    carries: [...kongColumns, 'prompt', ...parameters],
    record: r =>
      kong(r, { proxy: { usage: kongUsage(r), meta: kongMeta(r), payload: { request: JSON.stringify(bodyOf(r)) } } }),
  },
  {
    name: 'kong-older',
    description: 'kong',
    frame: ndjson,
    carries: kongColumns,
    record: r =>
      kong(r, {
        'ai-proxy': {
          usage: { prompt_token: r.inputTokens, completion_token: r.outputTokens },
          meta: kongMeta(r),
        },
      }),
  },
  {
    name: 'apisix',
    frame: ndjson,
    carries: [
      'time',
      'account',
      'ip',
      'userAgent',
      'method',
      'path',
      'status',
      'latency',
      'bytesIn',
      'bytesOut',
      'model',
      'tokens',
      'prompt',
    ],
    record: r => ({
      start_time: r.time,
      client_ip: r.ip,
      route_id: '1',
      service_id: 's1',
      server: { hostname: 'apisix-0', version: '3.14.0' },
      consumer: { username: r.account },
      request: {
        method: 'POST',
        uri: r.path,
        url: `http://api.example.test:9080${r.path}`,
        size: r.bytesIn,
        querystring: {},
        headers: { host: 'api.example.test', 'user-agent': r.userAgent },
      },
      response: { status: r.status, size: r.bytesOut, headers: {} },
      upstream: '192.0.2.80:443',
      latency: r.latency,
      upstream_latency: r.latency - 2,
      apisix_latency: 2,
      llm_summary: {
        model: r.model,
        duration: r.latency - 5,
        prompt_tokens: r.inputTokens,
        completion_tokens: r.outputTokens,
      },
      llm_request: bodyOf(r),
    }),
  },
  {
    name: 'tyk',
    frame: ndjson,
    carries: ['time', 'apiKey', 'ip', 'userAgent', 'method', 'path', 'status', 'latency'],
    record: r => ({
      method: 'POST',
      host: 'api.example.test',
      path: r.path,
      raw_path: r.path,
      content_length: r.bytesIn,
      user_agent: r.userAgent,
      response_code: r.status,
      api_key: r.apiKey,
      timestamp: iso(r.time),
      api_version: 'Non Versioned',
      api_name: 'llm',
      api_id: '0b53f1c2',
      org_id: '5e9d9544a1dcd60001d0ed20',
      oauth_id: '',
      request_time: r.latency,
      ip_address: r.ip,
      geo: { country: { iso_code: r.country } },
      alias: '',
    }),
  },
  { name: 'cloudflare-ai-gateway', frame: ndjson, carries: cloudflareColumns, record: cloudflare },
  {
    name: 'cloudflare-ai-gateway-page',
    description: 'cloudflare-ai-gateway',
    file: 'log.json',
    frame: page('{"result":[', '],"success":true,"errors":[],"result_info":{"page":1}}\n'),
    carries: cloudflareColumns,
    record: cloudflare,
  },
  {
    name: 'cloudflare-ai-gateway-logpush',
    frame: ndjson,
    carries: [],
    never: true,
    record: r => ({
      Gateway: 'gw',
      Provider: 'openai',
      Model: r.model,
      Endpoint: 'chat/completions',
      StatusCode: r.status,
      Cached: false,
      RateLimited: false,
      Metadata: sealed(r.account),
      RequestBody: sealed(r.prompt),
      ResponseBody: sealed(r.id),
    }),
  },
];

/** What an encrypted envelope looks like; nothing can be read out of it. */
function sealed(text) {
  const data = Buffer.from(digest(text)).toString('base64');
  return { type: 'encrypted', key: data, iv: data.slice(0, 12), data };
}
