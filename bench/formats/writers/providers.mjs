/** What providers, resellers and self-hosted servers export. */
import { csv, mysqlBatch, ndjson, page, lines } from '../framing.mjs';
import { dateOf, digest, iso, parametersOf, sqlTime, usageOf } from '../request.mjs';

const seconds = time => Math.floor(time / 1000);

const oneApi = r => ({
  id: r.number + 1,
  user_id: r.account,
  created_at: seconds(r.time),
  type: 2,
  content: 'ratio 1.25',
  username: r.account,
  token_name: r.apiKey,
  model_name: r.model,
  quota: 100,
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
});
const oneApiRow = r => ({
  ...oneApi(r),
  channel_id: 3,
  request_id: r.id,
  elapsed_time: r.latency,
  is_stream: r.stream,
  system_prompt_reset: false,
});
const oneApiOthers = [
  'top-ups, tests and other entries that are no request',
  r => ({
    ...oneApiRow(r),
    type: 1,
    content: 'top-up',
    token_name: '',
    model_name: '',
    prompt_tokens: 0,
    completion_tokens: 0,
  }),
];
const oneApiColumns = ['time', 'account', 'apiKey', 'latency', 'model', 'tokens', 'stream'];

const newApiRow = r => ({
  ...oneApi(r),
  use_time: Math.round(r.latency / 1000),
  is_stream: r.stream,
  channel_id: 3,
  channel_name: 'c3',
  token_id: Number.parseInt(digest(r.apiKey).slice(0, 6), 16),
  group: 'default',
  ip: r.ip,
  other: JSON.stringify({ model_ratio: 1.25, admin_info: { use_channel: ['3'] } }),
});
const newApiOthers = [
  'top-ups, refunds and other entries that are no request',
  r => ({ ...newApiRow(r), type: 1, token_name: '', model_name: '', prompt_tokens: 0, completion_tokens: 0, ip: '' }),
];
const newApiColumns = ['time', 'account', 'apiKey', 'ip', 'latency', 'model', 'tokens', 'stream'];

export const providers = [
  {
    name: 'openai-usage',
    file: 'log.json',
    frame: page('{"object":"page","data":[', '],"has_more":false,"next_page":null}\n'),
    carries: [],
    never: true,
    record: r => ({
      object: 'bucket',
      start_time: seconds(r.time),
      end_time: seconds(r.time) + 60,
      results: [
        {
          object: 'organization.usage.completions.result',
          input_tokens: r.inputTokens,
          output_tokens: r.outputTokens,
          input_cached_tokens: r.cachedTokens,
          num_model_requests: 5,
          project_id: 'proj_1',
          user_id: r.account,
          api_key_id: r.apiKey,
          model: r.model,
          batch: false,
        },
      ],
    }),
  },
  {
    name: 'openai-audit',
    file: 'log.json',
    frame: page('{"object":"list","data":[', '],"first_id":"a","last_id":"z","has_more":false}\n'),
    carries: [],
    never: true,
    record: r => ({
      id: `audit_log-${r.number}`,
      type: 'api_key.created',
      effective_at: seconds(r.time),
      actor: {
        type: 'session',
        session: {
          user: { id: r.account, email: 'a@example.test' },
          ip_address: r.ip,
          user_agent: r.userAgent,
          ja4: r.ja4,
          ip_address_details: { country: r.country, asn: String(r.asn) },
        },
      },
      'api_key.created': { id: 'key_1' },
    }),
  },
  {
    name: 'openai-stored-completions',
    frame: ndjson,
    carries: ['time', 'account', 'model', 'tokens', 'temperature'],
    record: r => ({
      object: 'chat.completion',
      id: r.id,
      model: r.model,
      created: seconds(r.time),
      request_id: digest(r.id),
      usage: usageOf(r),
      temperature: r.temperature ?? 1,
      top_p: 1,
      metadata: { user_id: r.account },
      choices: [{ index: 0, message: { role: 'assistant', content: 'An answer.' }, finish_reason: 'stop' }],
    }),
  },
  {
    name: 'anthropic-console-csv',
    file: 'log.csv',
    frame: csv,
    carries: [],
    never: true,
    record: r => ({
      usage_date_utc: dateOf(r.time),
      model_version: r.model,
      api_key: 'prod-key',
      workspace: 'Default',
      usage_type: 'standard',
      context_window: '≤ 200k',
      usage_input_tokens_no_cache: r.inputTokens,
      usage_input_tokens_cache_write_5m: 0,
      usage_input_tokens_cache_write_1h: 0,
      usage_input_tokens_cache_read: r.cachedTokens,
      usage_output_tokens: r.outputTokens,
      web_search_count: 0,
      inference_geo: 'global',
      speed: '',
    }),
  },
  {
    name: 'anthropic-usage',
    file: 'log.json',
    frame: page('{"data":[', '],"has_more":false,"next_page":null}\n'),
    carries: [],
    never: true,
    record: r => ({
      starting_at: iso(r.time),
      ending_at: iso(r.time + 60_000),
      results: [
        {
          uncached_input_tokens: r.inputTokens,
          cache_read_input_tokens: r.cachedTokens,
          cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
          output_tokens: r.outputTokens,
          api_key_id: r.apiKey,
          workspace_id: null,
          model: r.model,
          service_tier: 'standard',
        },
      ],
    }),
  },
  {
    name: 'anthropic-compliance',
    file: 'log.json',
    frame: page('{"data":[', '],"has_more":false}\n'),
    carries: [],
    never: true,
    record: r => ({
      id: `activity_${r.number}`,
      created_at: iso(r.time),
      organization_id: 'org_1',
      organization_uuid: '0f0f0f0f-0000-4000-8000-000000000000',
      actor: {
        type: 'user',
        email_address: 'a@example.test',
        user_id: r.account,
        ip_address: r.ip,
        user_agent: r.userAgent,
      },
      type: 'chat.created',
    }),
  },
  {
    name: 'openrouter-activity',
    file: 'log.csv',
    frame: csv,
    carries: ['time', 'apiKey', 'latency', 'model', 'tokens', 'stream'],
    record: r => ({
      generation_id: r.id,
      created_at: sqlTime(r.time),
      cost_total: 0.0042,
      cost_web_search: 0,
      cost_cache: 0,
      cost_file_processing: 0,
      byok_usage_inference: 0,
      tokens_prompt: r.inputTokens,
      tokens_completion: r.outputTokens,
      tokens_reasoning: 0,
      tokens_cached: r.cachedTokens,
      model_permaslug: `vendor/${r.model}`,
      provider_name: 'VendorA',
      variant: 'standard',
      cancelled: false,
      streamed: r.stream,
      user: '',
      finish_reason_raw: 'stop',
      finish_reason_normalized: 'stop',
      generation_time_ms: r.latency,
      time_to_first_token_ms: 200,
      api_key_disabled: false,
      api_key_name: r.apiKey,
      app_name: 'myapp',
    }),
  },
  {
    name: 'openrouter-daily',
    file: 'log.json',
    frame: page('{"data":[', ']}\n'),
    carries: [],
    never: true,
    record: r => ({
      date: dateOf(r.time),
      model: `vendor/${r.model}`,
      model_permaslug: `vendor/${r.model}`,
      endpoint_id: 'e1',
      provider_name: 'VendorA',
      usage: 0.01,
      byok_usage_inference: 0,
      requests: 5,
      prompt_tokens: r.inputTokens,
      completion_tokens: r.outputTokens,
      reasoning_tokens: 0,
    }),
  },
  { name: 'one-api', file: 'log.csv', frame: csv, carries: oneApiColumns, record: oneApiRow, others: [oneApiOthers] },
  {
    name: 'one-api-page',
    description: 'one-api',
    file: 'log.json',
    frame: page('{"success":true,"message":"","data":[', ']}\n'),
    carries: oneApiColumns,
    record: ({ ...r }) => {
      const { channel_id: channel, ...row } = oneApiRow(r);
      return { ...row, channel };
    },
    others: [oneApiOthers],
  },
  { name: 'new-api', file: 'log.csv', frame: csv, carries: newApiColumns, record: newApiRow, others: [newApiOthers] },
  {
    name: 'new-api-mysql',
    description: 'new-api',
    file: 'log.tsv',
    frame: mysqlBatch,
    carries: newApiColumns,
    record: newApiRow,
    others: [newApiOthers],
  },
  {
    name: 'new-api-page',
    description: 'new-api',
    file: 'log.json',
    frame: page('{"success":true,"message":"","data":{"page":1,"page_size":100,"total":100,"items":[', ']}}\n'),
    carries: newApiColumns,
    record: newApiRow,
    others: [newApiOthers],
  },
  {
    name: 'librechat-transactions',
    frame: ndjson,
    carries: ['time', 'account', 'model', 'session'],
    record: r => transaction(r, 'completion', r.outputTokens),
    others: [['prompts, counted with their answers, and credits', r => transaction(r, 'prompt', r.inputTokens)]],
  },
  {
    name: 'sglang',
    frame: ndjson,
    carries: ['time', 'latency', 'tokens', 'prompt', 'maxTokens', 'temperature', 'n', 'logprobs'],
    record: r => ({
      ...sglang(r, 'request.finished'),
      out: {
        meta_info: {
          id: r.id,
          prompt_tokens: r.inputTokens,
          completion_tokens: r.outputTokens,
          cached_tokens: r.cachedTokens,
          e2e_latency: r.latency / 1000,
        },
      },
    }),
    others: [['requests received, counted when finished, and other events', r => sglang(r, 'request.received')]],
  },
  {
    name: 'tgi',
    frame: ndjson,
    carries: ['time', 'latency'],
    record: r => ({
      timestamp: iso(r.time),
      level: 'INFO',
      message: 'Success',
      target: 'text_generation_router::server',
      span: {
        parameters: `GenerateParameters { temperature: Some(${r.temperature ?? 1}), max_new_tokens: Some(${r.maxTokens ?? 100}) }`,
        total_time: `${r.latency / 1000}s`,
        validation_time: '312.1µs',
        queue_time: '61.2µs',
        inference_time: `${(r.latency - 1) / 1000}s`,
        time_per_token: '12.1ms',
        seed: 'None',
        name: 'generate',
      },
      spans: [{ name: 'generate' }],
    }),
    others: [
      [
        'start-up lines and other messages that are no request',
        r => ({
          timestamp: iso(r.time),
          level: 'INFO',
          message: 'Connected',
          target: 'text_generation_router::server',
          span: { name: 'start' },
          spans: [],
        }),
      ],
    ],
  },
  {
    name: 'vllm',
    file: 'log.txt',
    frame: lines(['INFO 11-20 08:15:30 [api_server.py:1289] vLLM API server version 0.10.2']),
    carries: [],
    never: true,
    record: r =>
      `INFO ${iso(r.time).slice(5, 10)} ${iso(r.time).slice(11, 19)} [logger.py:42] Received request chatcmpl-${r.id}: ` +
      `prompt: '${r.prompt.replaceAll('\n', '\\n').replaceAll("'", "\\'")}', params: SamplingParams(n=${r.n}, ` +
      `presence_penalty=0.0, temperature=${r.temperature ?? 1}, top_p=1.0, seed=None, stop=[], ` +
      `max_tokens=${r.maxTokens ?? 1024}, logprobs=None), prompt_token_ids: None, prompt_embeds shape: None, lora_request: None.`,
  },
];

function sglang(r, event) {
  const { temperature = 1, n } = parametersOf(r);
  return {
    timestamp: iso(r.time).slice(0, 23),
    event,
    rid: r.id,
    obj: {
      text: r.prompt,
      sampling_params: { temperature, max_new_tokens: r.maxTokens ?? 128, n },
      return_logprob: r.logprobs !== null,
      stream: r.stream,
    },
  };
}

function transaction(r, tokenType, tokens) {
  return {
    _id: { $oid: digest(`${r.id} ${tokenType}`).padEnd(24, '0') },
    user: { $oid: r.account },
    conversationId: r.session ?? r.id,
    tokenType,
    model: r.model,
    context: 'message',
    valueKey: 'gpt',
    rate: -1,
    rawAmount: -tokens,
    tokenValue: -tokens,
    createdAt: { $date: iso(r.time) },
    updatedAt: { $date: iso(r.time) },
    __v: 0,
  };
}
