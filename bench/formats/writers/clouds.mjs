/** What the clouds log of their models and of the gateways in front of them. */
import { csv, ndjson, page } from '../framing.mjs';
import { bodyOf, contentsOf, digest, iso, isoSeconds, messagesOf, sqlTime, usageOf } from '../request.mjs';

const arnOf = r => `arn:aws:sts::111122223333:assumed-role/app/${r.account}`;

/** The last part of an address is masked. */
const masked = ip => (ip.includes(':') ? ip : ip.replace(/\d+$/, '***'));

/** `11/20/2026, 8:15:30.123 AM`, as the portal of Azure writes UTC. */
function portalTime(time) {
  const [date, clock] = iso(time).slice(0, 23).split('T');
  const [year, month, day] = date.split('-').map(Number);
  const hour = Number(clock.slice(0, 2));
  return `${month}/${day}/${year}, ${hour % 12 === 0 ? 12 : hour % 12}${clock.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
}

const ticks = time => String(BigInt(time) * 10_000n + 621_355_968_000_000_000n);

const openAiProperties = r => ({
  apiName: 'Azure OpenAI API version 2024-10-21',
  requestTime: Number(ticks(r.time)),
  requestLength: r.bytesIn,
  responseTime: Number(ticks(r.time + r.latency)),
  responseLength: r.bytesOut,
  objectId: r.account,
  streamType: r.stream ? 'Streaming' : 'Non-Streaming',
  modelDeploymentName: r.model,
  modelName: r.model,
  modelVersion: '1',
});

const requestResponse = r => ({
  time: `${iso(r.time).slice(0, 23)}0000Z`,
  resourceId: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/A',
  category: 'RequestResponse',
  operationName: 'ChatCompletions_Create',
  callerIpAddress: masked(r.ip),
  correlationId: r.id,
  durationMs: r.latency,
  resultSignature: String(r.status),
  location: 'eastus',
  tenant: 'eastus',
  event: 'ShoeboxCallResult',
});
const requestResponseColumns = ['time', 'account', 'ip', 'path', 'status', 'latency', 'bytesIn', 'bytesOut', 'model'];

const gatewayLog = r => ({
  time: iso(r.time),
  resourceId: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/S',
  category: 'GatewayLogs',
  operationName: 'Microsoft.ApiManagement/GatewayLogs',
  callerIpAddress: r.ip,
  correlationId: r.id,
  durationMs: r.latency,
  isRequestSuccess: r.ok,
  properties: {
    method: 'POST',
    url: `https://x.azure-api.example${r.path}`,
    responseCode: r.status,
    requestSize: r.bytesIn,
    responseSize: r.bytesOut,
    apiId: 'llm',
    operationId: 'chat',
    apimSubscriptionId: r.account,
    backendTime: r.latency - 4,
    clientTlsVersion: '1.3',
    cache: 'none',
    requestHeaders: { 'User-Agent': r.userAgent },
    requestBody: JSON.stringify(bodyOf(r)),
    responseBody: JSON.stringify({ model: r.model, usage: usageOf(r) }),
  },
});

const bedrock = (r, input) => ({
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: isoSeconds(r.time),
  accountId: '111122223333',
  identity: { arn: arnOf(r) },
  region: 'us-east-1',
  requestId: r.id,
  operation: 'InvokeModel',
  modelId: r.model,
  input: {
    inputContentType: 'application/json',
    inputBodyJson: input,
    inputTokenCount: r.inputTokens,
    cacheReadInputTokenCount: r.cachedTokens,
  },
  output: { outputContentType: 'application/json', outputBodyJson: {}, outputTokenCount: r.outputTokens },
});

const anthropicBody = r => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: r.maxTokens ?? 4096,
  ...(r.temperature === null ? {} : { temperature: r.temperature }),
  ...(r.system === null ? {} : { system: r.system }),
  messages: messagesOf(r).filter(({ role }) => role !== 'system'),
});

const cloudTrail = (r, eventSource, eventName) => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'AssumedRole',
    principalId: `AROA:${r.account}`,
    arn: arnOf(r),
    accountId: '111122223333',
    accessKeyId: `ASIA${digest(r.apiKey).toUpperCase()}`,
  },
  eventTime: isoSeconds(r.time),
  eventSource,
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: r.ip,
  userAgent: r.userAgent,
  requestParameters: { modelId: r.model },
  responseElements: null,
  requestID: r.id,
  eventID: digest(r.id),
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
});

const audit = (r, method) => ({
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    status: {},
    authenticationInfo: { principalEmail: `${r.account}@project.iam.example` },
    requestMetadata: { callerIp: r.ip, callerSuppliedUserAgent: r.userAgent },
    serviceName: 'aiplatform.googleapis.com',
    methodName: `google.cloud.aiplatform.v1.${method}`,
    resourceName: `projects/p1/locations/us/publishers/google/models/${r.model}`,
  },
  insertId: r.id,
  resource: { type: 'audited_resource', labels: { project_id: 'p1', service: 'aiplatform.googleapis.com' } },
  timestamp: iso(r.time),
  severity: 'INFO',
  logName: 'projects/p1/logs/cloudaudit.googleapis.com%2Fdata_access',
  receiveTimestamp: iso(r.time + 400),
});

export const clouds = [
  {
    name: 'azure-openai',
    frame: ndjson,
    carries: requestResponseColumns,
    address: r => masked(r.ip),
    record: r => ({ ...requestResponse(r), properties: JSON.stringify(openAiProperties(r)) }),
    others: [
      [
        'entries of other categories (audit, trace, usage)',
        r => ({ ...requestResponse(r), category: 'Audit', operationName: 'ListKey', properties: '{}' }),
      ],
    ],
  },
  {
    name: 'azure-openai-records',
    description: 'azure-openai',
    file: 'log.json',
    frame: page('{"records":[', ']}\n'),
    carries: requestResponseColumns,
    address: r => masked(r.ip),
    record: r => ({ ...requestResponse(r), properties: openAiProperties(r) }),
  },
  {
    name: 'azure-log-analytics-openai',
    file: 'log.csv',
    frame: csv,
    carries: requestResponseColumns,
    address: r => masked(r.ip),
    record: r => ({
      'TimeGenerated [UTC]': portalTime(r.time),
      TenantId: '0f0f0f0f-0000-4000-8000-000000000000',
      Category: 'RequestResponse',
      OperationName: 'ChatCompletions_Create',
      CallerIPAddress: masked(r.ip),
      CorrelationId: r.id,
      DurationMs: r.latency,
      ResultSignature: r.status,
      properties_s: openAiProperties(r),
    }),
  },
  {
    name: 'azure-apim',
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
      'maxTokens',
      'temperature',
    ],
    record: gatewayLog,
  },
  {
    name: 'azure-apim-table',
    frame: csv,
    file: 'log.csv',
    carries: ['time', 'account', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r => ({
      TenantId: '0f0f0f0f-0000-4000-8000-000000000000',
      TimeGenerated: iso(r.time),
      OperationName: 'Microsoft.ApiManagement/GatewayLogs',
      CorrelationId: r.id,
      ApimSubscriptionId: r.account,
      CallerIpAddress: r.ip,
      Method: 'POST',
      Url: `https://x.azure-api.example${r.path}`,
      ResponseCode: r.status,
      RequestSize: r.bytesIn,
      ResponseSize: r.bytesOut,
      TotalTime: r.latency,
      BackendTime: r.latency - 4,
      IsRequestSuccess: r.ok,
      RequestHeaders: { 'User-Agent': r.userAgent },
    }),
  },
  {
    name: 'azure-apim-llm',
    frame: ndjson,
    carries: ['time', 'model', 'tokens', 'prompt', 'stream'],
    record: r => ({
      TenantId: '0f0f0f0f-0000-4000-8000-000000000000',
      TimeGenerated: iso(r.time),
      OperationName: 'Microsoft.ApiManagement/LlmLogs',
      CorrelationId: r.id,
      RequestId: digest(r.id),
      ModelName: r.model,
      DeploymentName: r.model,
      PromptTokens: r.inputTokens,
      CompletionTokens: r.outputTokens,
      TotalTokens: r.inputTokens + r.outputTokens,
      IsStreamCompletion: r.stream,
      RequestMessages: JSON.stringify(messagesOf(r)),
      ResponseMessages: '',
      SequenceNumber: 0,
      Region: 'East US',
    }),
    others: [
      [
        'further parts of long messages, without tokens',
        r => ({
          TimeGenerated: iso(r.time),
          CorrelationId: r.id,
          ModelName: r.model,
          PromptTokens: 0,
          CompletionTokens: 0,
          TotalTokens: 0,
          ResponseMessages: '[{"content":"second part"}]',
          SequenceNumber: 1,
        }),
      ],
    ],
  },
  {
    name: 'azure-front-door',
    frame: ndjson,
    carries: [
      'time',
      'ip',
      'userAgent',
      'method',
      'path',
      'status',
      'latency',
      'bytesIn',
      'bytesOut',
      'ja4',
      'country',
    ],
    record: r => ({
      time: iso(r.time),
      resourceId: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.CDN/PROFILES/P',
      category: 'FrontDoorAccessLog',
      operationName: 'Microsoft.Cdn/Profiles/AccessLog/Write',
      properties: {
        trackingReference: r.id,
        httpMethod: 'POST',
        httpVersion: '2.0',
        requestUri: `https://api.example.test:443${r.path}`,
        requestBytes: String(r.bytesIn),
        responseBytes: String(r.bytesOut),
        userAgent: r.userAgent,
        clientIp: r.ip,
        socketIp: r.ip,
        clientPort: '51312',
        timeTaken: String(r.latency / 1000),
        timeToFirstByte: String(r.latency / 2000),
        httpStatusCode: String(r.status),
        clientCountry: r.country,
        clientJA4FingerPrint: r.ja4,
      },
    }),
  },
  {
    name: 'azure-application-gateway',
    frame: ndjson,
    carries: ['time', 'ip', 'userAgent', 'method', 'path', 'status', 'latency', 'bytesIn', 'bytesOut'],
    record: r => ({
      timeStamp: iso(r.time),
      resourceId: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/G',
      category: 'ApplicationGatewayAccessLog',
      operationName: 'ApplicationGatewayAccess',
      properties: {
        instanceId: 'appgw_0',
        clientIP: r.ip,
        clientPort: 51_312,
        httpMethod: 'POST',
        originalRequestUriWithArgs: r.path,
        requestUri: r.path,
        userAgent: r.userAgent,
        httpStatus: r.status,
        httpVersion: 'HTTP/2.0',
        receivedBytes: r.bytesIn,
        sentBytes: r.bytesOut,
        timeTaken: r.latency / 1000,
        transactionId: r.id,
        sslEnabled: 'on',
        host: 'api.example.test',
      },
    }),
  },
  {
    name: 'bedrock-invocation',
    frame: ndjson,
    carries: ['time', 'account', 'path', 'model', 'tokens', 'prompt', 'maxTokens', 'temperature'],
    identity: arnOf,
    record: r => bedrock(r, anthropicBody(r)),
  },
  {
    name: 'bedrock-invocation-converse',
    description: 'bedrock-invocation',
    frame: ndjson,
    carries: ['time', 'account', 'path', 'model', 'tokens', 'prompt', 'maxTokens'],
    identity: arnOf,
    record: r => ({
      ...bedrock(r, {
        messages: messagesOf(r)
          .filter(({ role }) => role !== 'system')
          .map(({ role, content }) => ({ role, content: [{ text: content }] })),
        ...(r.system === null ? {} : { system: [{ text: r.system }] }),
        inferenceConfig: { maxTokens: r.maxTokens ?? 4096, temperature: r.temperature ?? 1 },
      }),
      operation: 'Converse',
    }),
  },
  {
    name: 'bedrock-insights',
    frame: csv,
    file: 'log.csv',
    carries: ['time', 'account', 'path', 'model', 'tokens'],
    identity: arnOf,
    record: r => ({
      '@timestamp': sqlTime(r.time),
      accountId: '111122223333',
      'identity.arn': arnOf(r),
      modelId: r.model,
      operation: 'InvokeModel',
      requestId: r.id,
      'input.inputTokenCount': r.inputTokens,
      'output.outputTokenCount': r.outputTokens,
    }),
  },
  {
    name: 'aws-cloudtrail',
    file: 'log.json',
    frame: page('{"Records":[', ']}\n'),
    carries: ['time', 'account', 'ip', 'userAgent', 'path', 'model'],
    identity: arnOf,
    record: r => cloudTrail(r, 'bedrock.amazonaws.com', 'InvokeModel'),
    others: [
      ['events of other services', r => cloudTrail(r, 's3.amazonaws.com', 'GetBucketAcl')],
      [
        'administration and other calls that ask no model',
        r => cloudTrail(r, 'bedrock.amazonaws.com', 'ListFoundationModels'),
      ],
    ],
  },
  {
    name: 'vertex-request-response',
    frame: ndjson,
    carries: ['time', 'path', 'latency', 'model', 'tokens', 'prompt', 'maxTokens', 'temperature'],
    record: r => ({
      endpoint: '',
      deployed_model_id: '',
      logging_time: `${sqlTime(r.time)} UTC`,
      request_id: String(5_374_000_000 + r.number),
      request_payload: [],
      response_payload: [],
      model: `publishers/google/models/${r.model}`,
      model_version: '',
      api_method: 'GenerateContent',
      full_request: {
        contents: contentsOf(r),
        ...(r.system === null ? {} : { system_instruction: { parts: [{ text: r.system }] } }),
        generation_config: { temperature: r.temperature ?? 1, max_output_tokens: r.maxTokens ?? 8192 },
      },
      full_response: {
        usage_metadata: {
          prompt_token_count: r.inputTokens,
          candidates_token_count: r.outputTokens,
          total_token_count: r.inputTokens + r.outputTokens,
        },
      },
      metadata: { request_latency: r.latency },
    }),
  },
  {
    name: 'gcp-audit',
    frame: ndjson,
    carries: ['time', 'account', 'ip', 'userAgent', 'path', 'model'],
    identity: r => `${r.account}@project.iam.example`,
    record: r => audit(r, 'PredictionService.GenerateContent'),
    others: [
      ['administration and other calls that ask no model', r => audit(r, 'ModelService.ListModels')],
      [
        'calls of other services',
        r => {
          const entry = audit(r, 'x');
          return { ...entry, protoPayload: { ...entry.protoPayload, serviceName: 'storage.googleapis.com' } };
        },
      ],
    ],
  },
  {
    name: 'databricks-inference-table',
    frame: ndjson,
    carries: ['time', 'account', 'status', 'latency', 'model', 'tokens', 'prompt', 'maxTokens', 'temperature'],
    record: r => ({
      databricks_request_id: r.id,
      client_request_id: null,
      request_date: iso(r.time).slice(0, 10),
      request_time: iso(r.time),
      status_code: r.status,
      sampling_fraction: 1,
      execution_duration_ms: r.latency,
      request: JSON.stringify(bodyOf(r)),
      response: JSON.stringify({ usage: usageOf(r) }),
      served_entity_id: 'e1',
      requester: r.account,
    }),
  },
];
