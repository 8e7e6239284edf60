/** The tables in which gateways keep their logs, after their own schemas, and the rows that requests make in them. */
import { bodyOf, digest, messagesOf, parametersOf, sqlTime } from '../formats/request.mjs';
import { langfuseRow } from '../formats/writers/observability.mjs';

const seconds = time => Math.floor(time / 1000);
const text = 'text';

/** Numbers for accounts and keys, as tables with integer keys have them. */
function numbers() {
  const known = new Map();
  return name => {
    if (!known.has(name)) known.set(name, known.size + 1);
    return known.get(name);
  };
}
const userId = numbers();
const tokenId = numbers();

/** https://github.com/BerriAI/litellm/blob/main/schema.prisma, model LiteLLM_SpendLogs */
const litellm = {
  name: 'LiteLLM',
  table: 'LiteLLM_SpendLogs',
  carries: [
    'account',
    'apiKey',
    'org',
    'ip',
    'status',
    'latency',
    'model',
    'tokens',
    'prompt',
    'maxTokens',
    'temperature',
  ],
  identity: r => r.account,
  columns: {
    request_id: `${text} primary key`,
    call_type: text,
    api_key: text,
    spend: 'double precision',
    total_tokens: 'integer',
    prompt_tokens: 'integer',
    completion_tokens: 'integer',
    startTime: 'timestamp(3)',
    endTime: 'timestamp(3)',
    request_duration_ms: 'integer',
    completionStartTime: 'timestamp(3)',
    model: text,
    model_id: text,
    model_group: text,
    custom_llm_provider: text,
    api_base: text,
    user: text,
    metadata: 'jsonb',
    cache_hit: text,
    cache_key: text,
    request_tags: 'jsonb',
    team_id: text,
    organization_id: text,
    end_user: text,
    requester_ip_address: text,
    messages: 'jsonb',
    response: 'jsonb',
    session_id: text,
    status: text,
    mcp_namespaced_tool_name: text,
    proxy_server_request: 'jsonb',
  },
  rows: r => [
    {
      request_id: r.id,
      call_type: 'acompletion',
      api_key: digest(r.apiKey),
      spend: 0.01,
      total_tokens: r.inputTokens + r.outputTokens,
      prompt_tokens: r.inputTokens,
      completion_tokens: r.outputTokens,
      startTime: sqlTime(r.time),
      endTime: sqlTime(r.time + r.latency),
      request_duration_ms: r.latency,
      completionStartTime: sqlTime(r.time + 200),
      model: r.model,
      model_id: '',
      model_group: r.model,
      custom_llm_provider: 'openai',
      api_base: 'https://api.example.test',
      user: r.account,
      metadata: { status: r.ok ? 'success' : 'failure', user_api_key_user_id: r.account },
      cache_hit: 'False',
      cache_key: 'Cache OFF',
      request_tags: [],
      team_id: null,
      organization_id: r.org,
      end_user: '',
      requester_ip_address: r.ip,
      messages: messagesOf(r),
      response: {},
      session_id: r.session,
      status: r.ok ? 'success' : 'failure',
      mcp_namespaced_tool_name: null,
      proxy_server_request: bodyOf(r),
    },
  ],
};

const langfuseCarries = ['account', 'session', 'latency', 'model', 'tokens', 'prompt', 'maxTokens', 'temperature'];

/** https://github.com/langfuse/langfuse, packages/shared/prisma/schema.prisma of version 2: observations and traces */
const langfuseObservations = {
  name: 'Langfuse 2',
  table: 'observations',
  carries: langfuseCarries,
  identity: r => r.account,
  columns: {
    id: `${text} primary key`,
    trace_id: text,
    project_id: text,
    type: text,
    start_time: 'timestamp(3)',
    end_time: 'timestamp(3)',
    name: text,
    metadata: 'jsonb',
    parent_observation_id: text,
    level: text,
    status_message: text,
    version: text,
    created_at: 'timestamp(3)',
    model: text,
    internal_model: text,
    modelParameters: 'jsonb',
    input: 'jsonb',
    output: 'jsonb',
    prompt_tokens: 'integer',
    completion_tokens: 'integer',
    total_tokens: 'integer',
    unit: text,
    completion_start_time: 'timestamp(3)',
    prompt_id: text,
  },
  rows: r => [{ ...langfuseRow(r), completion_start_time: sqlTime(r.time + 200) }],
};

const langfuseTraces = {
  table: 'traces',
  columns: {
    id: `${text} primary key`,
    external_id: text,
    timestamp: 'timestamp(3)',
    name: text,
    user_id: text,
    metadata: 'jsonb',
    release: text,
    version: text,
    project_id: text,
    input: 'jsonb',
    output: 'jsonb',
    session_id: text,
  },
  rows: r => [
    {
      id: digest(r.id),
      external_id: null,
      timestamp: sqlTime(r.time),
      name: 'chat',
      user_id: r.account,
      metadata: {},
      release: null,
      version: null,
      project_id: 'p1',
      input: null,
      output: null,
      session_id: r.session,
    },
  ],
};

/** https://github.com/langfuse/langfuse, packages/shared/clickhouse/migrations/unclustered, 0001 and 0002 */
const replaced = 'engine = ReplacingMergeTree(event_ts, is_deleted)';
const clickhouseObservations = {
  name: 'Langfuse 3',
  table: 'observations',
  carries: langfuseCarries,
  identity: r => r.account,
  after: `${replaced} order by (project_id, type, toDate(start_time), id)`,
  columns: {
    id: 'String',
    trace_id: 'String',
    project_id: 'String',
    type: 'LowCardinality(String)',
    parent_observation_id: 'Nullable(String)',
    start_time: 'DateTime64(3)',
    end_time: 'Nullable(DateTime64(3))',
    name: 'String',
    metadata: 'Map(LowCardinality(String), String)',
    level: 'LowCardinality(String)',
    status_message: 'Nullable(String)',
    version: 'Nullable(String)',
    input: 'Nullable(String)',
    output: 'Nullable(String)',
    provided_model_name: 'Nullable(String)',
    internal_model_id: 'Nullable(String)',
    model_parameters: 'Nullable(String)',
    provided_usage_details: 'Map(LowCardinality(String), UInt64)',
    usage_details: 'Map(LowCardinality(String), UInt64)',
    total_cost: 'Nullable(Decimal64(12))',
    completion_start_time: 'Nullable(DateTime64(3))',
    created_at: 'DateTime64(3)',
    updated_at: 'DateTime64(3)',
    event_ts: 'DateTime64(3)',
    is_deleted: 'UInt8',
  },
  rows: r => {
    const generation = {
      id: r.id,
      trace_id: digest(r.id),
      project_id: 'p1',
      type: 'GENERATION',
      parent_observation_id: null,
      start_time: r.time / 1000,
      end_time: (r.time + r.latency) / 1000,
      name: 'chat',
      metadata: {},
      level: 'DEFAULT',
      status_message: null,
      version: null,
      input: JSON.stringify(messagesOf(r)),
      output: 'An answer.',
      provided_model_name: r.model,
      internal_model_id: null,
      model_parameters: JSON.stringify(parametersOf(r)),
      provided_usage_details: {},
      usage_details: { input: r.inputTokens, output: r.outputTokens, total: r.inputTokens + r.outputTokens },
      total_cost: '0.01',
      completion_start_time: null,
      created_at: r.time / 1000,
      updated_at: r.time / 1000,
      event_ts: r.time / 1000,
      is_deleted: 0,
    };
    // An older version of some rows, which `final` leaves out, and a span beside some.
    const older = r.number % 50 === 0 ? [{ ...generation, event_ts: generation.event_ts - 60, input: '' }] : [];
    const span = {
      ...generation,
      id: `${r.id}-s`,
      type: 'SPAN',
      provided_model_name: null,
      usage_details: {},
      input: '',
    };
    return [...older, generation, ...(r.number % 10 === 0 ? [span] : [])];
  },
};

const clickhouseTraces = {
  table: 'traces',
  after: `${replaced} order by (project_id, toDate(timestamp), id)`,
  columns: {
    id: 'String',
    timestamp: 'DateTime64(3)',
    name: 'String',
    user_id: 'Nullable(String)',
    metadata: 'Map(LowCardinality(String), String)',
    release: 'Nullable(String)',
    version: 'Nullable(String)',
    project_id: 'String',
    public: 'Bool',
    tags: 'Array(String)',
    input: 'Nullable(String)',
    output: 'Nullable(String)',
    session_id: 'Nullable(String)',
    created_at: 'DateTime64(3)',
    event_ts: 'DateTime64(3)',
    is_deleted: 'UInt8',
  },
  rows: r => [
    {
      id: digest(r.id),
      timestamp: r.time / 1000,
      name: 'chat',
      user_id: r.account,
      metadata: {},
      release: null,
      version: null,
      project_id: 'p1',
      public: false,
      tags: [],
      input: null,
      output: null,
      session_id: r.session,
      created_at: r.time / 1000,
      event_ts: r.time / 1000,
      is_deleted: 0,
    },
  ],
};

/** What new-api has of one-api, from which it was made. */
const sharedColumns = {
  id: 'bigint primary key',
  user_id: 'bigint',
  created_at: 'bigint',
  type: 'bigint',
  content: text,
  username: 'varchar(191)',
  token_name: 'varchar(191)',
  model_name: 'varchar(191)',
  quota: 'bigint',
  prompt_tokens: 'bigint',
  completion_tokens: 'bigint',
};

/** https://github.com/songquanpeng/one-api/blob/main/model/log.go */
const oneApi = {
  name: 'one-api',
  table: 'logs',
  carries: ['account', 'apiKey', 'latency', 'model', 'tokens', 'stream'],
  identity: r => String(userId(r.account)),
  columns: {
    ...sharedColumns,
    channel_id: 'bigint',
    request_id: 'varchar(191)',
    elapsed_time: 'bigint',
    is_stream: 'boolean',
    system_prompt_reset: 'boolean',
  },
  rows: r => [
    {
      ...shared(r),
      request_id: r.id,
      elapsed_time: r.latency,
      is_stream: r.stream,
      system_prompt_reset: false,
    },
  ],
};

/** https://github.com/QuantumNous/new-api/blob/main/model/log.go */
const newApi = {
  name: 'new-api',
  table: 'logs',
  carries: ['account', 'apiKey', 'ip', 'latency', 'model', 'tokens', 'stream'],
  identity: r => String(userId(r.account)),
  columns: {
    ...sharedColumns,
    use_time: 'bigint',
    is_stream: 'boolean',
    channel_id: 'bigint',
    token_id: 'bigint',
    group: 'varchar(191)',
    ip: 'varchar(191)',
    request_id: 'varchar(191)',
    other: text,
  },
  rows: r => [
    {
      ...shared(r),
      use_time: Math.round(r.latency / 1000),
      is_stream: r.stream,
      token_id: tokenId(r.apiKey),
      group: 'default',
      ip: r.ip,
      request_id: r.id,
      other: JSON.stringify({ model_ratio: 1, request_path: r.path, note: 'C:\\new "quoted"' }),
    },
  ],
};

function shared(r) {
  return {
    id: r.number + 1,
    user_id: userId(r.account),
    created_at: seconds(r.time),
    type: 2,
    content: r.number % 3 === 0 ? 'model ratio 1.00,\ngroup "default"' : '',
    username: r.account,
    token_name: r.apiKey,
    model_name: r.model,
    quota: 100,
    prompt_tokens: r.inputTokens,
    completion_tokens: r.outputTokens,
    channel_id: 3,
  };
}

/** Tables by what one server of a gateway holds. */
export const gateways = {
  litellm: [litellm],
  langfuse2: [langfuseObservations, langfuseTraces],
  langfuse3: [clickhouseObservations, clickhouseTraces],
  oneapi: [oneApi],
  newapi: [newApi],
};
