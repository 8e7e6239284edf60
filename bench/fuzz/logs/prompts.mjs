/** Prompts in the forms in which logs carry them: text, messages, whole bodies, and JSON in a text. */
import { textOf, utf8 } from './bytes.mjs';
import { prose } from './texts.mjs';

const raw = value => ({ raw: utf8(JSON.stringify(value)) });
const say = (random, most = 12) => textOf(prose(random, most));

export function promptOf(random) {
  return random.chance(0.75) ? prose(random, 40) : chatOf(random);
}

/** Messages, bodies and lists, as JSON. */
export function chatOf(random) {
  return raw(chatValue(random));
}

function chatValue(random) {
  const messages = messagesOf(random);
  return random.weighted([
    [6, messages],
    [2, { model: 'atlas-4', messages, temperature: 0.3 }],
    [1, { system: contentOf(random), messages }],
    [1, { contents: messages, systemInstruction: { parts: [{ text: say(random) }] } }],
    [1, { input: random.chance(0.5) ? messages : say(random), instructions: say(random, 4) }],
    [1, { prompt: contentOf(random) }],
    [1, { body: { messages } }],
    [1, { inputText: say(random) }],
    [1, [say(random), say(random)]],
    [1, { request_messages: JSON.stringify(messages) }],
  ]);
}

function messagesOf(random) {
  const messages = [];
  if (random.chance(0.4))
    messages.push({ role: random.pick(['system', 'developer', 'System']), content: contentOf(random) });
  for (let turns = random.size(1, random.chance(0.02) ? 700 : 6); turns > 0; turns--) {
    messages.push(messageOf(random, turns % 2 === 1 ? 'user' : 'assistant'));
  }
  return messages;
}

function messageOf(random, role) {
  switch (random.below(9)) {
    case 0:
      return { role, parts: [{ text: say(random) }, { inlineData: { data: 'x' } }] };
    case 1:
      return { author: random.pick(['human', 'USER', 'tool', 'model', 7]), text: say(random) };
    case 2:
      return random.pick([say(random), null, 7, [], { role }, { content: null }]);
    default:
      return { role: random.chance(0.95) ? role : random.pick(['tool', 'function', 'x']), content: contentOf(random) };
  }
}

function contentOf(random) {
  if (random.chance(0.7)) return say(random, 20);
  const parts = [
    { type: 'text', text: say(random) },
    { type: 'image_url', image_url: { url: 'x' } },
    say(random, 3),
    { content: [{ text: 'deep' }] },
  ];
  return random.shuffled(parts).slice(0, random.between(0, 4));
}

/** What looks like JSON and is none, JSON in a text, and JSON that is no prompt. */
export function strangePrompt(random) {
  const json = JSON.stringify(chatValue(random));
  switch (random.below(9)) {
    case 0:
    case 1:
      return utf8(json);
    case 2:
      return utf8(
        random.pick([` ${json}`, `${json} `, json.slice(0, -2), `[${json}]`, JSON.stringify(json), `{${json}}`]),
      );
    case 3:
      return `${random.pick('{[')}${prose(random)}${random.pick('}]')}`;
    case 4:
      return random.pick([
        '{}',
        '[]',
        '{ }',
        '[1,2]',
        '[""]',
        '{"a":1}',
        '[null]',
        '{"messages":[]}',
        '{"prompt":""}',
        '{',
        ']',
        '{]',
        '[}',
      ]);
    case 5:
      return {
        raw: random.pick([
          '[]',
          '{}',
          '[[]]',
          '{"messages":{}}',
          '{"messages":[],"prompt":"x"}',
          '{"text":{"text":{"text":"x"}}}',
          '[0]',
        ]),
      };
    case 6:
      return {
        raw: json
          .replace(/[a-zé]/u, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .replace(/[^\x00-\x7f]/gu, utf8),
      };
    case 7:
      return {
        raw: random.pick([
          '"\\ud83d"',
          '"a\\ude00b"',
          '[{"role":"user","content":"\\ud83d x"}]',
          '{"prompt":"\\udfff"}',
          '["\\ud83d","\\ude00"]',
        ]),
      };
    default:
      return ' \n\t'.repeat(random.below(9)) + random.pick(['', 'ping', 'hi', '\x01', '\xc2\xa0']);
  }
}
