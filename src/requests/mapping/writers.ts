/**
 * Who writes a field, by where it stands. What the client sends (bodies, its headers, its metadata) is never read as what the
 * provider says of a request, and the machine a record went through is nobody's account.
 */
import type { SourceColumnName } from '../columns.js';
import { fold, leafOf, segmentsOf, wordsOf } from './names.js';

export type Writer = 'provider' | 'client' | 'header' | 'answer' | 'machine';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Folded names of objects whose content the client wrote, or a model that the client spoke to. */
const clients = set(
  'body requestbody reqbody rawbody rawrequest inputbodyjson fullrequest messages message.content prompt promptdata input inputs ' +
    'params parameters modelparameters samplingparams arguments args kwargs query querystring queryparams form formdata ' +
    'requestmetadata metadata clientmetadata usermetadata tags requesttags extra extrabody cookies tools toolcalls content ' +
    'contents text conversation invocationparams',
);
const answers = set(
  'response resp res output outputs outputbodyjson completion completions choices answer reply result responsebody fullresponse',
);
const machines = set(
  'kubernetes k8s pod container docker host agent process resource cloud service ecs beat fileset node systemd syslog orchestrator ' +
    'observer server upstream backend instance',
);
/** First words of a name that is a machine's: `pod_uid`, `container_id`. */
const machineWords = set('kubernetes k8s pod container docker node systemd process upstream backend instance hostname');

export function writerOf(field: string): Writer {
  const parents = segmentsOf(field).slice(0, -1).map(fold);
  if (parents.some(part => /headers?$/.test(part))) return parents.some(isAnswer) ? 'answer' : 'header';
  if (parents.some(part => clients.has(part))) return parents.some(isAnswer) && hasUsage(field) ? 'answer' : 'client';
  if (parents.some(isAnswer)) return 'answer';
  const leaf = leafOf(field);
  if (/^(http_|request_x[-_]|req_x[-_])?x[-_]|^http_(?!code|status|method|version)/i.test(leaf)) return 'header';
  if (parents.some(part => machines.has(part)) || /^_[A-Z]/.test(leaf)) return 'machine';
  return machineWords.has(wordsOf(leaf)[0] ?? '') ? 'machine' : 'provider';
}

function isAnswer(part: string): boolean {
  return answers.has(part) || /^(resp|response)(body|headers?)$/.test(part);
}

function hasUsage(field: string): boolean {
  return /(^|\.)usage/i.test(field);
}

/** Columns that say what the client asked for, and by which name: it may well say so itself. */
const asked: ReadonlySet<SourceColumnName> = new Set([
  'prompt',
  'system',
  'systemHash',
  'promptHash',
  'prefixHashes',
  'model',
  'maxTokens',
  'temperature',
  'n',
  'logprobs',
  'topLogprobs',
  'logitBias',
  'stream',
  'endUser',
  'session',
  'userAgent',
]);
const sentAsHeaders: ReadonlySet<SourceColumnName> = new Set(['userAgent', 'forwardedFor', 'requestId', 'session']);
const answered: ReadonlySet<SourceColumnName> = new Set([
  'status',
  'latency',
  'endTime',
  'bytesOut',
  'model',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
]);
/** What the machine that wrote a record has of its own, and the client of a request too. */
const machinesToo: ReadonlySet<SourceColumnName> = new Set([
  'account',
  'apiKey',
  'org',
  'endUser',
  'ip',
  'forwardedFor',
  'asn',
  'country',
  'userAgent',
  'session',
  'requestId',
  'model',
  'prompt',
  'system',
]);

/** Whether a field of this writer can be such a column, unless it is told or known by its full name. */
export function mayFill(writer: Writer, column: SourceColumnName): boolean {
  switch (writer) {
    case 'provider':
      return true;
    case 'client':
      return asked.has(column);
    case 'header':
      return sentAsHeaders.has(column);
    case 'answer':
      return answered.has(column);
    case 'machine':
      return !machinesToo.has(column);
  }
}
