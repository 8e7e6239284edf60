/**
 * From what a log carries of a request's text to the last user turn, the system prompt and the state of the conversation.
 * Accepts plain text, messages (OpenAI, Anthropic, Gemini, OpenTelemetry shapes), and whole request bodies, as values or
 * as JSON text.
 */
import { hashPair, hashText } from './hash.js';

export interface PromptParts {
  /** Text of the last user turn; undefined when there is none. */
  text: string | undefined;
  system: string | undefined;
  /** User and assistant messages; NaN where the log does not carry them. */
  turns: number;
  /** Hash over all turns; 0 for plain text. */
  state: number;
  /** Hash over the turns before the last answer and the last question: an earlier request's state. 0 for first turns. */
  parent: number;
}

interface Turn {
  role: string;
  text: string;
}

/** More turns than this are hashed no further: a conversation is told apart long before. */
const mostTurns = 512;
const deepest = 6;

export function readPrompt(value: unknown): PromptParts {
  if (typeof value === 'string') {
    const parsed = looksLikeJson(value) ? tryParse(value) : undefined;
    if (parsed !== undefined) {
      const parts = readPrompt(parsed);
      if (parts.text !== undefined || parts.system !== undefined) return parts;
    }
    return { text: value, system: undefined, turns: NaN, state: 0, parent: 0 };
  }
  if (Array.isArray(value)) return fromTurns(turnsOf(value), undefined);
  if (typeof value === 'object' && value !== null) return fromBody(value as Record<string, unknown>);
  return { text: undefined, system: undefined, turns: NaN, state: 0, parent: 0 };
}

/** State of a conversation from hashes of its prompt blocks. */
export function stateOfBlocks(value: unknown): number {
  if (!Array.isArray(value) || value.length === 0) return 0;
  let state = 1;
  for (const block of value.slice(0, 4096)) state = hashPair(state, hashText(String(block)));
  return state;
}

/** Keys of a body that hold messages, then keys that hold text. */
const messageKeys = ['messages', 'contents', 'input', 'request_messages'] as const;
const textKeys = ['prompt', 'inputText', 'text', 'content', 'query', 'question'] as const;

function fromBody(body: Record<string, unknown>): PromptParts {
  const system =
    own(body, 'system') ??
    own(body, 'systemInstruction') ??
    own(body, 'system_instruction') ??
    own(body, 'instructions');
  const systemText = system === undefined ? undefined : contentText(system, 0);
  for (const key of messageKeys) {
    const messages = own(body, key);
    if (Array.isArray(messages)) return fromTurns(turnsOf(messages), systemText);
    if (typeof messages === 'string')
      return { ...readPrompt(messages), ...(systemText === undefined ? {} : { system: systemText }) };
  }
  for (const key of textKeys) {
    const text = own(body, key);
    if (text !== undefined && text !== null) {
      return { text: contentText(text, 0), system: systemText, turns: NaN, state: 0, parent: 0 };
    }
  }
  const nested = own(body, 'body') ?? own(body, 'request') ?? own(body, 'inputBodyJson');
  if (typeof nested === 'object' && nested !== null) return fromBody(nested as Record<string, unknown>);
  return { text: undefined, system: systemText, turns: NaN, state: 0, parent: 0 };
}

function turnsOf(messages: readonly unknown[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages.slice(-mostTurns)) {
    if (typeof message === 'string') turns.push({ role: 'user', text: message });
    else if (typeof message === 'object' && message !== null) {
      const record = message as Record<string, unknown>;
      const role = own(record, 'role') ?? own(record, 'author') ?? 'user';
      const content = own(record, 'content') ?? own(record, 'parts') ?? own(record, 'text') ?? '';
      turns.push({ role: typeof role === 'string' ? role.toLowerCase() : 'user', text: contentText(content, 0) });
    }
  }
  return turns;
}

function fromTurns(all: readonly Turn[], given: string | undefined): PromptParts {
  const isSystem = ({ role }: Turn) => role === 'system' || role === 'developer';
  const systems = all.filter(isSystem).map(turn => turn.text);
  const system = given ?? (systems.length > 0 ? systems.join('\n') : undefined);
  const turns = all.filter(turn => !isSystem(turn));
  const last = turns.findLastIndex(turn => turn.role === 'user' || turn.role === 'human' || turn.role === 'tool');
  const states: number[] = [];
  let state = hashText(`system ${system ?? ''}`);
  for (const turn of turns) {
    state = hashPair(state, hashText(turn.text));
    states.push(state);
  }
  const answered = turns.length >= 3 ? (states[turns.length - 3] ?? 0) : 0;
  return {
    text: turns[last]?.text ?? turns.at(-1)?.text,
    system,
    turns: turns.length,
    state: states.at(-1) ?? 0,
    parent: answered,
  };
}

/** Text of a message's content: a string, or parts with text. */
function contentText(content: unknown, depth: number): string {
  if (typeof content === 'string') return content;
  if (depth > deepest || typeof content !== 'object' || content === null) return '';
  if (Array.isArray(content))
    return content
      .map(part => contentText(part, depth + 1))
      .filter(text => text !== '')
      .join('\n');
  const record = content as Record<string, unknown>;
  return contentText(own(record, 'text') ?? own(record, 'content') ?? own(record, 'parts') ?? '', depth + 1);
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function looksLikeJson(text: string): boolean {
  return (text.startsWith('{') && text.endsWith('}')) || (text.startsWith('[') && text.endsWith(']'));
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
