/** What tools that observe language models export. */
import { csv, ndjson, page } from '../framing.mjs';
import { bodyOf, digest, iso, messagesOf, parametersOf, sqlTime, usageOf } from '../request.mjs';

const parameters = ['maxTokens', 'temperature'];

const helicone = r => ({
  request_id: r.id,
  request_created_at: iso(r.time),
  request_body: bodyOf(r),
  response_body: { usage: usageOf(r) },
  request_path: r.path,
  request_user_id: r.account,
  request_properties: r.session === null ? {} : { 'Helicone-Session-Id': r.session },
  response_status: r.status,
  delay_ms: r.latency,
  time_to_first_token: 200,
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
  total_tokens: r.inputTokens + r.outputTokens,
  request_model: r.model,
  model: r.model,
  provider: 'OPENAI',
  country_code: r.country,
  target_url: 'https://api.example.test',
  cache_enabled: false,
});
const heliconeColumns = [
  'time',
  'account',
  'country',
  'path',
  'status',
  'latency',
  'model',
  'tokens',
  'prompt',
  ...parameters,
];

const micro = time => `${sqlTime(time)}000`;

const observation = r => ({
  id: r.id,
  trace_id: digest(r.id),
  project_id: 'p1',
  environment: 'default',
  type: 'GENERATION',
  parent_observation_id: null,
  start_time: micro(r.time),
  end_time: micro(r.time + r.latency),
  name: 'chat',
  metadata: {},
  level: 'DEFAULT',
  status_message: '',
  input: JSON.stringify(messagesOf(r)),
  output: 'An answer.',
  provided_model_name: r.model,
  model_parameters: JSON.stringify(parametersOf(r)),
  usage_details: { input: r.inputTokens, output: r.outputTokens, total: r.inputTokens + r.outputTokens },
  total_cost: 0.01,
  latency: r.latency / 1000,
  time_to_first_token: 0.2,
});
const withUser = r => ({ ...observation(r), user_id: r.account, session_id: r.session, trace_name: 'chat' });
/** A row of Langfuse 2, which keeps them in PostgreSQL, with users in another table. */
export const langfuseRow = r => ({
  id: r.id,
  trace_id: digest(r.id),
  project_id: 'p1',
  type: 'GENERATION',
  start_time: sqlTime(r.time),
  end_time: sqlTime(r.time + r.latency),
  name: 'chat',
  metadata: {},
  parent_observation_id: null,
  level: 'DEFAULT',
  status_message: null,
  version: null,
  created_at: sqlTime(r.time + r.latency),
  model: r.model,
  internal_model: r.model,
  modelParameters: parametersOf(r),
  input: messagesOf(r),
  output: { role: 'assistant', content: 'An answer.' },
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
  total_tokens: r.inputTokens + r.outputTokens,
  unit: 'TOKENS',
  completion_start_time: null,
  prompt_id: null,
});
const inPostgres = r => ({ ...langfuseRow(r), user_id: r.account, session_id: r.session });
const spanOf = row => ({
  ...row,
  id: `${row.id}-s`,
  type: 'SPAN',
  provided_model_name: null,
  usage_details: {},
  input: '',
});
const noGeneration = 'spans, events and other observations that are no generation';
const observationColumns = ['time', 'latency', 'model', 'tokens', 'prompt', ...parameters];

const portkey = r => ({
  created_at: iso(r.time),
  ai_org: 'openai',
  ai_model: r.model,
  req_units: r.inputTokens,
  res_units: r.outputTokens,
  total_units: r.inputTokens + r.outputTokens,
  cost: 1,
  is_success: r.ok ? 1 : 0,
  response_status_code: r.status,
  response_time: r.latency,
  request_method: 'POST',
  request_url: `https://api.example.test${r.path}`,
  cache_status: 'MISS',
  stream_mode: r.stream ? 1 : 0,
  trace_id: r.session ?? r.id,
  virtual_key: r.apiKey,
  metadata: { _user: r.account },
});

const otlpValue = value => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
};
const attributesOf = fields =>
  Object.entries(fields).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: otlpValue(value) }],
  );
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'gateway' } }] };

const spans = (r, ...lists) => ({
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          scope: { name: 's' },
          spans: lists.map((fields, index) => ({
            traceId: digest(r.id).padEnd(32, '0'),
            spanId: digest(`${r.id} ${index}`),
            name: `chat ${r.model}`,
            kind: fields.kind ?? 3,
            startTimeUnixNano: `${r.time}000000`,
            endTimeUnixNano: `${r.time + r.latency}000000`,
            attributes: attributesOf(fields.attributes),
          })),
        },
      ],
    },
  ],
});

const genAi = r => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': r.model,
  'gen_ai.response.id': r.id,
  'gen_ai.request.max_tokens': r.maxTokens,
  'gen_ai.request.temperature': r.temperature,
  'gen_ai.request.choice.count': r.n,
  'gen_ai.usage.input_tokens': r.inputTokens,
  'gen_ai.usage.output_tokens': r.outputTokens,
  'gen_ai.conversation.id': r.session,
  'gen_ai.input.messages': JSON.stringify(
    messagesOf(r).map(({ role, content }) => ({ role, parts: [{ type: 'text', content }] })),
  ),
  'user.id': r.account,
});
const genAiColumns = ['time', 'account', 'latency', 'model', 'tokens', 'prompt', ...parameters];

const posthog = (r, event) => ({
  uuid: digest(r.id),
  event,
  distinct_id: r.account,
  timestamp: iso(r.time),
  created_at: iso(r.time + 800),
  team_id: 1,
});

const langsmith = r => ({
  id: r.id,
  name: 'ChatOpenAI',
  run_type: 'llm',
  start_time: iso(r.time),
  end_time: iso(r.time + r.latency),
  status: r.ok ? 'success' : 'error',
  session_id: '0f0f0f0f-0000-4000-8000-000000000000',
  trace_id: digest(r.id),
  dotted_order: `${r.time}Z${r.id}`,
  parent_run_id: null,
  extra: {
    metadata: {
      ls_model_name: r.model,
      ls_temperature: r.temperature,
      ls_max_tokens: r.maxTokens,
      user_id: r.account,
      thread_id: r.session,
    },
    invocation_params: { model: r.model },
  },
  inputs: { messages: messagesOf(r) },
  outputs: {},
  prompt_tokens: r.inputTokens,
  completion_tokens: r.outputTokens,
  total_tokens: r.inputTokens + r.outputTokens,
});

export const observability = [
  { name: 'helicone', frame: ndjson, carries: heliconeColumns, record: helicone },
  {
    name: 'helicone-csv',
    description: 'helicone',
    file: 'log.csv',
    frame: csv,
    carries: heliconeColumns,
    record: helicone,
  },
  {
    name: 'langfuse-observations',
    frame: ndjson,
    carries: ['account', ...observationColumns],
    record: withUser,
    others: [[noGeneration, r => spanOf(withUser(r))]],
  },
  {
    name: 'langfuse-observations-csv',
    description: 'langfuse-observations',
    file: 'log.csv',
    frame: csv,
    carries: ['account', ...observationColumns],
    record: withUser,
    others: [[noGeneration, r => spanOf(withUser(r))]],
  },
  {
    name: 'langfuse-postgres',
    file: 'log.csv',
    frame: csv,
    carries: ['account', ...observationColumns],
    record: inPostgres,
    others: [[noGeneration, r => ({ ...inPostgres(r), id: `${r.id}-s`, type: 'SPAN', model: null, input: null })]],
  },
  {
    name: 'langfuse-observations-legacy',
    file: 'log.csv',
    frame: csv,
    carries: observationColumns,
    record: observation,
    others: [[noGeneration, r => spanOf(observation(r))]],
  },
  {
    name: 'langfuse-api',
    file: 'log.json',
    frame: page('{"data":[', '],"meta":{"page":1,"limit":100,"totalItems":12,"totalPages":1}}\n'),
    carries: observationColumns,
    record: r => ({
      id: r.id,
      traceId: digest(r.id),
      projectId: 'p1',
      type: 'GENERATION',
      parentObservationId: null,
      startTime: iso(r.time),
      endTime: iso(r.time + r.latency),
      completionStartTime: iso(r.time + 200),
      name: 'chat',
      model: r.model,
      modelParameters: parametersOf(r),
      input: messagesOf(r),
      output: 'An answer.',
      usage: { input: r.inputTokens, output: r.outputTokens, total: r.inputTokens + r.outputTokens, unit: 'TOKENS' },
      usageDetails: { input: r.inputTokens, output: r.outputTokens },
      latency: r.latency / 1000,
      level: 'DEFAULT',
    }),
    others: [
      [
        noGeneration,
        r => ({ id: `${r.id}-s`, traceId: digest(r.id), type: 'SPAN', startTime: iso(r.time), name: 's' }),
      ],
    ],
  },
  {
    name: 'portkey',
    frame: ndjson,
    carries: [
      'time',
      'account',
      'apiKey',
      'method',
      'path',
      'status',
      'latency',
      'model',
      'tokens',
      'prompt',
      'stream',
      ...parameters,
    ],
    record: r => ({ ...portkey(r), request: { body: bodyOf(r) }, response: { body: {} } }),
  },
  {
    name: 'portkey-api',
    description: 'portkey',
    file: 'log.json',
    frame: page('{"object":"list","data":[', ']}\n'),
    carries: [
      'time',
      'account',
      'apiKey',
      'method',
      'path',
      'status',
      'latency',
      'model',
      'tokens',
      'prompt',
      'stream',
      ...parameters,
    ],
    record: r => ({ id: r.id, ...portkey(r), request: bodyOf(r), response: {} }),
  },
  { name: 'otel-genai', frame: ndjson, carries: genAiColumns, record: r => spans(r, { attributes: genAi(r) }) },
  {
    name: 'otel-genai-trace',
    description: 'otel-genai',
    frame: ndjson,
    carries: genAiColumns,
    record: r =>
      spans(
        r,
        { kind: 2, attributes: { 'http.request.method': 'POST', 'url.path': r.path, 'client.address': r.ip } },
        { attributes: genAi(r) },
      ),
    others: [
      [
        'steps of agents and tools, which are no request to a model',
        r => spans(r, { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' } }),
      ],
    ],
  },
  {
    name: 'otel-http',
    frame: ndjson,
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'latency'],
    record: r =>
      spans(r, {
        kind: 2,
        attributes: {
          'http.request.method': 'POST',
          'url.path': r.path,
          'client.address': r.ip,
          'user_agent.original': r.userAgent,
          'http.response.status_code': r.status,
          'user.id': r.account,
        },
      }),
    others: [
      [
        'spans of calls to others, not of requests received',
        r =>
          spans(r, {
            kind: 3,
            attributes: {
              'http.request.method': 'GET',
              'url.full': 'https://db.example.test/x',
              'http.response.status_code': 200,
            },
          }),
      ],
    ],
  },
  {
    name: 'otel-logs',
    frame: ndjson,
    carries: genAiColumns.filter(column => column !== 'latency'),
    record: r => ({
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              scope: { name: 's' },
              logRecords: [
                {
                  timeUnixNano: `${r.time}000000`,
                  observedTimeUnixNano: `${r.time + 900}000000`,
                  traceId: digest(r.id).padEnd(32, '0'),
                  spanId: digest(r.id),
                  eventName: 'gen_ai.client.inference.operation.details',
                  attributes: attributesOf(genAi(r)),
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  {
    name: 'openinference',
    frame: ndjson,
    carries: genAiColumns,
    record: r =>
      spans(r, {
        kind: 1,
        attributes: {
          'openinference.span.kind': 'LLM',
          'llm.model_name': r.model,
          'llm.token_count.prompt': r.inputTokens,
          'llm.token_count.completion': r.outputTokens,
          'llm.invocation_parameters': JSON.stringify(parametersOf(r)),
          'input.value': JSON.stringify({ messages: messagesOf(r) }),
          'user.id': r.account,
          'session.id': r.session,
        },
      }),
  },
  {
    name: 'phoenix-spans',
    file: 'log.csv',
    frame: csv,
    carries: genAiColumns,
    record: r => ({
      'context.span_id': digest(r.id),
      'context.trace_id': digest(r.id).padEnd(32, '0'),
      name: 'ChatCompletion',
      span_kind: 'LLM',
      parent_id: '',
      start_time: `${sqlTime(r.time)}+00:00`,
      end_time: `${sqlTime(r.time + r.latency)}+00:00`,
      status_code: r.ok ? 'OK' : 'ERROR',
      'attributes.llm.model_name': r.model,
      'attributes.llm.token_count.prompt': r.inputTokens,
      'attributes.llm.token_count.completion': r.outputTokens,
      'attributes.llm.invocation_parameters': JSON.stringify(parametersOf(r)),
      'attributes.input.value': JSON.stringify({ messages: messagesOf(r) }),
      'attributes.user.id': r.account,
    }),
  },
  {
    name: 'posthog-ai',
    frame: ndjson,
    carries: ['ip', ...genAiColumns],
    record: r => ({
      ...posthog(r, '$ai_generation'),
      properties: {
        $ai_model: r.model,
        $ai_provider: 'openai',
        $ai_input: messagesOf(r),
        $ai_input_tokens: r.inputTokens,
        $ai_output_tokens: r.outputTokens,
        $ai_latency: r.latency / 1000,
        $ai_http_status: r.status,
        $ai_trace_id: r.session ?? r.id,
        $ai_model_parameters: parametersOf(r),
        $ip: r.ip,
        $session_id: digest(r.account),
      },
    }),
    others: [['other events', r => ({ ...posthog(r, '$pageview'), properties: { $ip: r.ip } })]],
  },
  {
    name: 'langsmith-runs',
    frame: ndjson,
    carries: genAiColumns,
    record: langsmith,
    others: [
      [
        'chains, tools, retrievers and other runs that are no request to a model',
        r => ({ ...langsmith(r), id: `${r.id}-c`, run_type: 'chain', name: 'RunnableSequence' }),
      ],
    ],
  },
  {
    name: 'weave-calls',
    frame: ndjson,
    carries: genAiColumns,
    record: r => ({
      id: r.id,
      project_id: 'team/project',
      op_name: 'weave:///team/project/op/openai.chat.completions.create:abc',
      trace_id: digest(r.id),
      parent_id: null,
      started_at: iso(r.time),
      ended_at: iso(r.time + r.latency),
      attributes: { user_id: r.account },
      inputs: { ...bodyOf(r), self: 'Completions' },
      output: { model: r.model, usage: usageOf(r) },
      summary: { weave: { status: 'success', latency_ms: r.latency } },
      wb_user_id: 'wb-service',
    }),
    others: [
      [
        'calls of other functions than a model',
        r => ({
          id: `${r.id}-f`,
          project_id: 'team/project',
          op_name: 'weave:///team/project/op/answer:abc',
          trace_id: digest(r.id),
          started_at: iso(r.time),
          ended_at: iso(r.time + r.latency),
          attributes: { user_id: r.account },
          inputs: { question: 'x' },
          output: 'y',
          wb_user_id: 'wb-service',
        }),
      ],
    ],
  },
  {
    name: 'tensorzero',
    frame: ndjson,
    carries: genAiColumns,
    record: r => ({
      id: r.id,
      inference_id: digest(r.id),
      raw_request: JSON.stringify(bodyOf(r)),
      raw_response: '{}',
      system: r.system,
      input_messages: JSON.stringify(messagesOf(r)),
      output: '[]',
      input_tokens: r.inputTokens,
      output_tokens: r.outputTokens,
      response_time_ms: r.latency,
      ttft_ms: 200,
      model_name: r.model,
      model_provider_name: 'openai',
      cached: false,
      finish_reason: 'stop',
      timestamp: iso(r.time),
      tags: { user_id: r.account },
      episode_id: r.session ?? digest(`${r.id} episode`),
      function_name: 'chat',
    }),
  },
  {
    name: 'mlflow-traces',
    frame: ndjson,
    carries: genAiColumns,
    record: r => ({
      trace_id: `tr-${digest(r.id)}`,
      client_request_id: null,
      state: r.ok ? 'OK' : 'ERROR',
      request_time: r.time,
      execution_duration: r.latency,
      request: JSON.stringify(bodyOf(r)),
      response: '{}',
      trace_metadata: {
        'mlflow.trace.user': r.account,
        'mlflow.trace.session': r.session,
        'mlflow.trace.tokenUsage': JSON.stringify({ input_tokens: r.inputTokens, output_tokens: r.outputTokens }),
      },
      tags: { 'mlflow.traceName': 'chat' },
      spans: [],
    }),
  },
  {
    name: 'braintrust',
    frame: ndjson,
    carries: genAiColumns,
    record: r => ({
      id: r.id,
      span_id: r.id,
      root_span_id: digest(r.id),
      org_id: 'org-operator',
      project_id: 'p1',
      created: iso(r.time + r.latency),
      input: messagesOf(r),
      output: [],
      metadata: { model: r.model, user_id: r.account, temperature: r.temperature, max_tokens: r.maxTokens },
      metrics: {
        start: r.time / 1000,
        end: (r.time + r.latency) / 1000,
        prompt_tokens: r.inputTokens,
        completion_tokens: r.outputTokens,
        tokens: r.inputTokens + r.outputTokens,
      },
      span_attributes: { name: 'Chat Completion', type: 'llm' },
    }),
    others: [
      [
        'tasks, tools, scores and other spans that are no request to a model',
        r => ({
          id: `${r.id}-t`,
          span_id: `${r.id}-t`,
          root_span_id: digest(r.id),
          created: iso(r.time),
          metadata: { user_id: r.account },
          metrics: { start: r.time / 1000, end: (r.time + r.latency) / 1000 },
          span_attributes: { name: 'answer', type: 'task' },
        }),
      ],
    ],
  },
  {
    name: 'datadog-llm-obs',
    file: 'log.json',
    frame: page('{"data":[', '],"meta":{"page":{"after":"x"}}}\n'),
    carries: genAiColumns,
    record: r => ({
      id: digest(r.id),
      type: 'span',
      attributes: {
        ml_app: 'gateway',
        span_id: digest(r.id),
        trace_id: digest(r.id).padEnd(32, '0'),
        name: 'openai.chat',
        span_kind: 'llm',
        status: r.ok ? 'ok' : 'error',
        start_ms: r.time,
        duration: r.latency * 1e6,
        model_name: r.model,
        model_provider: 'openai',
        input: { messages: messagesOf(r) },
        metrics: { input_tokens: r.inputTokens, output_tokens: r.outputTokens },
        metadata: { user_id: r.account, temperature: r.temperature, max_tokens: r.maxTokens },
      },
    }),
    others: [
      [
        'workflows, agents, tools and other spans that are no request to a model',
        r => ({
          id: `${r.id}-w`,
          type: 'span',
          attributes: { ml_app: 'gateway', span_kind: 'workflow', start_ms: r.time, duration: 1e9, name: 'answer' },
        }),
      ],
    ],
  },
];
