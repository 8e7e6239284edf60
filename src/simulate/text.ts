/**
 * Prompts from one small grammar. Innocent users and campaigns draw their contents from the same rules, so that nothing
 * in the wording of a payload tells them apart: only what the scenario states (wrappers, repetition, order) does.
 */
import type { Random } from './random.js';

const topics =
  'photosynthesis,inflation,binary search,the French Revolution,contract law,sourdough,tidal locking,insulin,graph colouring,the Silk Road,jazz harmony,plate tectonics,TCP congestion control,haiku,mortgage rates,antibiotic resistance,Roman aqueducts,reinforcement learning,bird migration,typography,game theory,soil erosion,public-key cryptography,the human ear,supply chains,Norse mythology,database indexes,coral reefs,opportunity cost,volcanic glass,regular expressions,urban planning,vaccines,chess openings,ocean currents,compilers,stoicism,thermodynamics,migration policy,knitting,matrix inversion,black holes,cheese making,logistic regression,labour unions,impressionism,heat pumps,DNA repair,queueing theory,street food'.split(
    ',',
  );
const actions =
  'Explain,Summarise,Compare,Describe,Outline,Give an example of,Write a short story about,Write a poem about,List three facts about,Draft an email about,Write a quiz question on,Criticise a common view of,Translate into plain words,Suggest a lesson plan on,Write a function related to,Find an analogy for,Give the history of,Argue against,Make a checklist for,Explain to a child'.split(
    ',',
  );
const audiences =
  'a beginner,a ten-year-old,a retired engineer,my manager,a night-shift nurse,first-year students,a sceptical friend,a jury,a startup founder,a tourist,an auditor,a farmer,my grandmother,a journalist,a new colleague,a physicist'.split(
    ',',
  );
const styles =
  'in two paragraphs,with one example,without jargon,as a dialogue,in a friendly tone,with numbers,step by step in brief,as bullet points,in under eighty words,with a counterexample,like a newspaper,with a table,as a letter,with a short conclusion,using only short sentences,with sources'.split(
    ',',
  );
const asides =
  'I have to present it on Friday.,We argued about it at dinner.,My last attempt was too long.,Please be honest if it is unclear.,It is for a newsletter.,The deadline is close.,I tried twice already.,Keep the names out of it.,The audience is mixed.,Numbers from 19 countries would help.,It rained all day so I have time.,This is the third version.,Someone said the opposite.,Assume no background.,I do not trust the first answer I found.,It should fit on one slide.'.split(
    ',',
  );
const names =
  'Ada,Bao,Chidi,Dina,Emeka,Farah,Goro,Hana,Igor,Jun,Kira,Lena,Mateo,Nadia,Omar,Priya,Quinn,Rosa,Sven,Tariq,Uma,Vera,Wei,Xenia,Yara,Zoltan'.split(
    ',',
  );
const foreign = [
  'Explica {t} para {a}',
  'Was bedeutet {t} für {a}?',
  'Comment expliquer {t} à {a} ?',
  '请用简单的话解释{t}',
  'Объясни {t} простыми словами',
  '{t}について教えてください',
];

/** One task: what both a curious person and a data-generation script ask about. */
export function payload(random: Random): string {
  const topic = random.pick(topics);
  if (random.chance(0.06)) return random.pick(foreign).replace('{t}', topic).replace('{a}', random.pick(audiences));
  const head = `${random.pick(actions)} ${topic}`;
  const parts = [random.chance(0.5) ? `${head} for ${random.pick(audiences)}` : head];
  if (random.chance(0.6)) parts.push(random.pick(styles));
  let text = `${parts.join(' ')}${random.chance(0.7) ? '.' : ''}`;
  if (random.chance(0.5)) text += ` ${random.pick(asides)}`;
  if (random.chance(0.4))
    text += ` ${random.pick(names)} and ${random.pick(names)} have ${random.between(2, 990)} ${random.pick(['items', 'pages', 'minutes', 'questions'])}.`;
  return text;
}

/** Chat as people write it: openings, follow-ups, fragments, and tasks. */
export function chat(random: Random, turn: number): string {
  if (turn > 0 && random.chance(0.35)) {
    return random.pick([
      `and what about ${random.pick(topics)}?`,
      `make it shorter, ${random.pick(names)} will not read that`,
      `why ${random.pick(styles)}?`,
      `thanks, now the same for ${random.pick(topics)}`,
      `no, I meant ${random.pick(audiences)}`,
      `hm ${random.pick(names)} says ${random.pick(topics)} is different`,
    ]);
  }
  const opening = random.pick([
    '',
    '',
    '',
    'hi, ',
    'quick question: ',
    'ok so ',
    'please ',
    `${random.pick(names)} asks: `,
  ]);
  const text = payload(random);
  return random.chance(0.4) ? `${opening}${random.pick(asides)} ${text}` : `${opening}${text}`;
}

/** A document of about so many sentences, for summaries, retrieval and agents. */
export function document(random: Random, sentences: number): string {
  const lines: string[] = [];
  for (let i = 0; i < sentences; i++) {
    lines.push(
      `${random.pick(names)} ${random.pick(['noted', 'measured', 'sold', 'found', 'moved', 'asked for'])} ${random.between(1, 9000)} ${random.pick(topics)} ${random.pick(styles)}.`,
    );
  }
  return lines.join(' ');
}

/** A wrapper of a script or an application: constant for whoever uses it. */
export function wrapper(random: Random): string {
  const role = random.pick([
    'a patient tutor',
    'an expert analyst',
    'a senior editor',
    'a meticulous engineer',
    'a domain specialist',
    'a helpful assistant',
  ]);
  const demand = random.pick([
    'Answer in full',
    'Respond with care',
    'Work through the task',
    'Give a complete solution',
    'Reply thoroughly',
  ]);
  const form = random.pick([
    'and end with a summary',
    'then output JSON with one field',
    'and number every step',
    'in the format below',
    'with headings',
  ]);
  return `Acting as ${role} for ${random.pick(audiences)}: ${demand} ${form} (${random.word(4)}).`;
}
