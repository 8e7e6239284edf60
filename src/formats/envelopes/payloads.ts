/**
 * Fields that hold a log line: what shippers, search engines and cloud services write around the text they carry. One row
 * each. The names are those of the fields of the record around, after wrappers of objects and lists were taken off
 * (`unwrap.ts`), so that they hold for JSON and for CSV alike.
 */

export interface Payload {
  readonly name: string;
  /** The field with the line, in order of preference. */
  readonly field: readonly string[];
  /** One of these fields is there, too. */
  readonly beside: readonly string[];
  /** Where it says when, and by whom; the first that is there. */
  readonly time?: readonly string[];
  readonly host?: readonly string[];
  readonly program?: readonly string[];
  readonly stream?: readonly string[];
  /** A line ends with a line feed; text without one goes on in the next record of its stream. */
  readonly inPieces?: true;
}

export const payloads: readonly Payload[] = [
  { name: 'docker', field: ['log'], beside: ['stream'], time: ['time'], stream: ['stream'], inPieces: true },
  {
    name: 'Fluent Bit',
    field: ['log', 'log_processed', 'message', 'MESSAGE'],
    beside: ['kubernetes.pod_name', 'kubernetes.namespace_name', 'kubernetes.container_name', 'container_name', 'date'],
    time: ['date', 'time', '@timestamp', 'timestamp'],
    host: ['kubernetes.pod_name', 'kubernetes.host', 'host'],
    program: ['kubernetes.container_name', 'container_name'],
    stream: ['stream'],
  },
  {
    name: 'CloudWatch',
    field: ['message', '@message'],
    beside: ['ingestionTime', 'logGroup', 'logStream', 'logStreamName', 'logGroupName', 'eventId'],
    time: ['timestamp', '@timestamp'],
    program: ['logStreamName', 'logStream', '@logStream'],
  },
  {
    name: 'CloudWatch Insights',
    field: ['@message'],
    beside: ['@timestamp', '@ptr', '@logStream', '@log'],
    time: ['@timestamp'],
    program: ['@logStream', '@log'],
  },
  {
    name: 'Filebeat',
    field: ['message', 'event.original'],
    beside: ['@timestamp', '@version'],
    time: ['@timestamp'],
    host: ['host.name', 'host.hostname', 'host', 'agent.hostname'],
    program: ['log.file.path', 'container.name', 'service.name'],
  },
  {
    name: 'journald',
    field: ['MESSAGE'],
    beside: ['__REALTIME_TIMESTAMP', '_SOURCE_REALTIME_TIMESTAMP', '_PID', '_HOSTNAME'],
    time: ['_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'],
    host: ['_HOSTNAME'],
    program: ['SYSLOG_IDENTIFIER', '_COMM', '_SYSTEMD_UNIT'],
  },
  {
    name: 'Google Cloud Logging',
    field: ['textPayload'],
    beside: ['insertId', 'logName', 'timestamp', 'receiveTimestamp'],
    time: ['timestamp', 'receiveTimestamp'],
    host: ['resource.labels.pod_name', 'resource.labels.instance_id'],
    program: ['resource.labels.container_name', 'resource.labels.service_name'],
  },
  {
    name: 'Loki',
    field: ['line'],
    beside: ['timestamp', 'labels', 'ts'],
    time: ['timestamp', 'ts'],
    program: ['labels.container', 'labels.app', 'labels.job'],
  },
  {
    name: 'Splunk',
    field: ['_raw'],
    beside: ['_time', 'sourcetype', 'source', 'host', 'index', '_indextime'],
    time: ['_time'],
    host: ['host'],
    program: ['source'],
  },
  { name: 'Splunk HEC', field: ['event'], beside: ['sourcetype', 'source', 'index'], time: ['time'], host: ['host'] },
  {
    name: 'Datadog',
    field: ['message', 'content.message', 'attributes.message'],
    beside: ['ddsource', 'ddtags', 'content.timestamp', 'attributes.timestamp', 'attributes.tags', 'status', 'Service'],
    time: ['timestamp', 'date', 'content.timestamp', 'attributes.timestamp', 'Date'],
    host: ['host', 'content.host', 'attributes.host'],
    program: ['service', 'content.service', 'attributes.service'],
  },
  {
    name: 'GELF',
    field: ['full_message', 'short_message'],
    beside: ['version', 'gl2_source_input', 'timestamp'],
    time: ['timestamp'],
    host: ['host'],
    program: ['_container_name', '_facility'],
  },
  { name: 'LogScale', field: ['@rawstring'], beside: ['@timestamp', '@id'], time: ['@timestamp'] },
  {
    name: 'OpenTelemetry',
    field: ['body', 'Body'],
    beside: ['timeUnixNano', 'observedTimeUnixNano', 'Timestamp', 'SeverityText'],
    time: ['timeUnixNano', 'observedTimeUnixNano', 'Timestamp'],
    host: ['resource.host.name', 'resource.k8s.pod.name'],
    program: ['resource.service.name'],
  },
  {
    name: 'Azure',
    field: ['LogEntry', 'LogMessage', 'resultDescription', 'ResultDescription', 'properties.log', 'Message'],
    beside: ['TimeGenerated', 'TimeGenerated [UTC]', 'time', 'ContainerID', 'Computer', 'operationName'],
    time: ['TimeGenerated', 'TimeGenerated [UTC]', 'time'],
    host: ['PodName', 'Computer', 'properties.pod'],
    program: ['ContainerName', 'Name', 'properties.containerName'],
  },
  {
    name: 'a shipper',
    field: ['message', 'msg', 'payload', 'line', 'raw', 'log'],
    beside: [
      ...['timestamp', 'time', 'ts', '@timestamp', 'source_type', 'file', 'host', 'hostname', 'topic', 'partition'],
      ...['offset', 'logtype', 'plugin.type', 'source', 'program', 'received_at', 'generated_at', 'dyno'],
    ],
    time: ['timestamp', 'time', 'ts', '@timestamp', 'generated_at', 'received_at'],
    host: ['hostname', 'host', 'source_name'],
    program: ['program', 'service', 'file', 'source'],
  },
];

/** First parts of names that shippers write. What else is there belongs to the record, which then is the JSON itself. */
export const carriers: ReadonlySet<string> = new Set(
  (
    'agent appname application arrival attributes attrs beat body channel cloud cluster computer container containerid ' +
    'container_id container_image container_name containerimage containername content data_stream datacontenttype date ' +
    'datetime ddsource ddtags docker dyno ecs env environment event eventid facility fields file filename flags fluentd ' +
    'full_message generated_at host hostname id index ingestiontime input insertid instance kubernetes key labels level ' +
    'line linecount log logentry logger logger_name loggroup loggroupname loglevel logmessage logname logsource ' +
    'logstream logstreamname logtype message messagetype metadata msg name namespace node observedtimeunixnano offset ' +
    'owner partition payload pid plugin pod podname pri priority procid process program prospector punct raw ' +
    'receivetimestamp received_at region resource sender service severity severitynumber severitytext short_message ' +
    'source source_host source_id source_ip source_name source_type sourcetype splunk_server stack status stream ' +
    'subscriptionfilters syslog_identifier tag tags tenantid textpayload thread thread_name time timegenerated timestamp ' +
    'timeunixnano topic trace traceid spanid traceflags trace_flags ts type unit value version droppedattributescount ' +
    'scope resourceid operationname category properties'
  ).split(' '),
);

/** Names that speak of a request: a record that has such fields of its own is no envelope. */
export const ofRequests =
  /user(?!.?agent)|account|customer|tenant_|api.?key|client|model|token|prompt|remote|status.?code/i;
