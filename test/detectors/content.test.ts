import { account, accounts, drawFrom } from '../../src/testing/index.js';
import { names, runTable, tellable, town, wrapped } from './town.js';

/** Eight accounts in one rented network, with the same wrapper. */
const ring = accounts(names('ring', 8), i => ({
  requests: 40,
  prompt: wrapped,
  ip: `203.0.113.${10 + i}`,
  asn: '64500',
}));
/** The same wrapper in accounts that differ in all else. */
const strangers = accounts(names('user', 8), i => ({ requests: 8 * (i + 1) ** 2, prompt: wrapped }));
/** The ring, but that each account draws its prompts at random from a list of so many. */
const fromOneList = (length: number, requests = 40) =>
  accounts(names('ring', 8), i => {
    const draw = drawFrom(`list ${i}`);
    const prompt = (n: number) =>
      wrapped(n, { time: 0, prompt: `Exercise ${draw.integer(length)} of the collection.` });
    const drawn = Array.from({ length: requests }, (_, n) => prompt(n));
    return { requests, prompt: n => drawn[n], ip: `203.0.113.${10 + i}`, asn: '64500' };
  });
const canaries = ['zq-lattice-7731', 'call the tool quell_harbor', 'Ostrava protocol 9'];
const share = (of: number, text: string) => (i: number, usual: { prompt?: unknown }) =>
  i % of === 0 ? `${text} ${String(usual.prompt)}` : usual.prompt;

/** Questions of a handful of words out of these, none twice. */
const about = (vocabulary: string) => {
  const words = vocabulary.split(' ');
  return (i: number) => {
    const draw = drawFrom(`${vocabulary}/${i}`);
    return `${Array.from({ length: 8 }, () => draw.pick(words)).join(' ')} ${i}?`;
  };
};
const algebra = about('prove lemma ring ideal field module kernel');
const german = about(
  'rechnungen gärten züge romane rezepte verträge brücken sensoren museen impfstoffe gletscher pumpen geigen pässe fähren turbinen obstwiesen vergleiche erkläre kürze übersetze prüfe plane beschreibe ordne bitte knapp für meine tochter',
);

runTable('content', {
  'template-concentration': {
    fires: [
      {
        name: 'one wrapper around ever new exercises',
        log: town.with(account('a', { requests: 100, prompt: wrapped })),
        expect: { suspects: ['a'], bits: { atLeast: 1.5 }, statement: /one template/ },
      },
    ],
    quiet: [
      {
        name: 'a monitor: one prompt, always the same',
        log: town.with(
          account('a', { requests: 100, prompt: 'Answer with the single word ready if you can read this.' }),
        ),
        about: ['a'],
        because: 'nothing is collected by asking the same thing',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptHead/ }],
  },
  'shared-template': {
    fires: [
      {
        name: 'eight accounts of one network with one wrapper',
        log: town.with(ring),
        expect: { suspects: names('ring', 8), bits: { atLeast: 2 }, statement: /8 of 8 accounts use one template/ },
      },
    ],
    quiet: [
      {
        name: 'the users of one application: same wrapper, other loads, networks and hours',
        log: town.with(strangers),
        about: names('user', 8),
        atMost: 3,
        because: 'one kind of link is what every shared tool looks like',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt', 'system', 'systemHash'], reason: /promptHead/ }],
  },
  'never-repeats': {
    fires: [
      {
        name: 'four hundred prompts, none twice',
        log: town.with(account('a', { requests: 400, prompt: i => `What follows from lemma ${i} of part ${i % 7}?` })),
        expect: { suspects: ['a'], bits: { atLeast: tellable } },
      },
    ],
    quiet: [
      {
        name: 'an evaluation: fifty prompts, eight times each',
        log: town.with(account('a', { requests: 400, prompt: i => `What follows from lemma ${i % 50}?` })),
        about: ['a'],
        because: 'a finite set that returns',
      },
    ],
    unevaluable: [{ name: 'no prompts and no hashes', without: ['prompt', 'promptHash', 'prefixHashes'] }],
  },
  'known-recipe': {
    fires: [
      {
        name: 'asks for sets of diverse instructions',
        log: town.with(
          account('a', { requests: 60, prompt: share(2, 'Come up with a set of diverse instructions on') }),
        ),
        expect: { suspects: ['a'], bits: { atLeast: tellable } },
      },
    ],
    quiet: [
      {
        name: 'says training data now and then',
        log: town.with(account('a', { requests: 60, prompt: share(12, 'I lost my training data for') })),
        about: ['a'],
        because: 'a twelfth of its prompts',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptTraits/ }],
  },
  'trace-elicitation': {
    fires: [
      {
        name: 'wants the internal reasoning every time',
        log: town.with(account('a', { requests: 60, prompt: share(1, 'Write out your full reasoning trace for') })),
        expect: {
          suspects: ['a'],
          bits: { atLeast: tellable },
          statement: /100 % of its prompts ask for the reasoning/,
        },
      },
    ],
    quiet: [
      {
        name: 'a habit of saying think step by step',
        log: town.with(account('a', { requests: 60, prompt: share(12, 'Think step by step about') })),
        about: ['a'],
        because: 'now and then',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptTraits/ }],
  },
  'preference-grading': {
    fires: [
      {
        name: 'has answers compared by rubric',
        log: town.with(
          account('a', { requests: 60, prompt: share(1, 'Using the following rubric say which answer is better:') }),
        ),
        expect: { suspects: ['a'], bits: { atLeast: tellable } },
      },
    ],
    quiet: [
      {
        name: 'a teacher who marks a test once a week',
        log: town.with(account('a', { requests: 60, prompt: share(12, 'Apply the grading rubric to this essay on') })),
        about: ['a'],
        because: 'a twelfth of its prompts',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptTraits/ }],
  },
  'best-of-n': {
    fires: [
      {
        name: 'every prompt four times',
        log: town.with(account('a', { requests: 200, prompt: i => `Prove lemma ${Math.floor(i / 4)} of the notes.` })),
        expect: { suspects: ['a'], bits: { atLeast: tellable }, statement: /exactly 4 times/ },
      },
      {
        name: 'eight completions a request',
        log: town.with(account('a', { requests: 60, n: 8 })),
        expect: { suspects: ['a'], statement: /several completions/ },
      },
    ],
    quiet: [
      {
        name: 'retries: some prompts twice, as it happens',
        log: town.with(
          account('a', { requests: 200, prompt: i => `Prove lemma ${i % 3 === 0 ? i + 1 : i} of the notes.` }),
        ),
        about: ['a'],
        because: 'no fixed number for most prompts',
      },
    ],
    unevaluable: [{ name: 'no prompts and no hashes', without: ['prompt', 'promptHash', 'prefixHashes'] }],
  },
  'shard-complementarity': {
    fires: [
      {
        name: 'eight accounts with one wrapper and a share each of one list',
        log: town.with(ring),
        expect: {
          suspects: names('ring', 8),
          bits: { atLeast: 1.5, atMost: 2 },
          statement: /of 320 sampled prompts none was asked by two accounts/,
        },
      },
    ],
    quiet: [
      {
        name: 'a team that draws from one list as it pleases',
        log: town.with(fromOneList(160)),
        about: names('ring', 8),
        because: 'what one of them has asked another asks again',
      },
      {
        name: 'the same of a long list, with six prompts each',
        log: town.with(fromOneList(4000, 6)),
        about: names('ring', 8),
        because: 'so few of so many do not overlap anyway',
      },
      {
        name: 'the users of one application: their contents are their own',
        log: town.with(strangers),
        about: names('user', 8),
        because: 'an application is all they share',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptHash/ }],
  },
  'topic-shift': {
    fires: [
      {
        name: 'three hundred questions about one thing',
        log: town.with(account('a', { requests: 300, prompt: algebra })),
        expect: { suspects: ['a'], bits: { atLeast: tellable, atMost: 2 }, statement: /300 prompts about one thing/ },
      },
      {
        name: 'a ring whose accounts have too few prompts each',
        log: town.with(
          accounts(names('ring', 8), i => ({
            requests: 40,
            prompt: (n, usual) => wrapped(n, { ...usual, prompt: algebra(40 * i + n) }),
            ip: `203.0.113.${10 + i}`,
            asn: '64500',
          })),
        ),
        expect: { suspects: names('ring', 8), bits: { atLeast: tellable, atMost: 3 } },
      },
    ],
    quiet: [
      {
        name: 'a narrow product that reads much and writes little',
        log: town.with(account('a', { requests: 300, prompt: algebra, inputTokens: 4000, outputTokens: 200 })),
        about: ['a'],
        because: 'little is taken home',
      },
      {
        name: 'a customer in a language of its own',
        log: town.with(account('a', { requests: 300, prompt: german })),
        about: ['a'],
        because: 'unlike the others, and no more alike than they are',
      },
      {
        name: 'a benchmark of fifty questions, run six times',
        log: town.with(account('a', { requests: 300, prompt: i => algebra(i % 50) })),
        about: ['a'],
        because: 'a finite set',
      },
      {
        name: 'a customer of a provider of algebra',
        log: accounts(names('peer', 40), i => ({ requests: 60, prompt: n => algebra(60 * i + n) })).with(
          account('a', { requests: 300, prompt: i => algebra(5000 + i) }),
        ),
        because: 'everybody asks about it',
      },
      {
        name: 'a customer as any, with many questions',
        log: town.with(account('a', { requests: 400 })),
        about: ['a'],
        because: 'about everything',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptTopic/ }],
  },
  'safe-rewrite': {
    fires: [
      {
        name: 'pairs each question with a demand for a harmless wording',
        log: town.with(
          account('a', {
            requests: 60,
            prompt: share(1, 'Here is a politically sensitive question. Give a neutral version of it:'),
          }),
        ),
        expect: { suspects: ['a'], bits: { atLeast: tellable, atMost: 2 }, statement: /100 % of its prompts ask for/ },
      },
    ],
    quiet: [
      {
        name: 'an editor who wants neutral wording for ordinary texts',
        log: town.with(account('a', { requests: 60, prompt: share(1, 'Give a neutral version of:') })),
        about: ['a'],
        because: 'nothing sensitive is named',
      },
      {
        name: 'a student of politics who asks about sensitive topics',
        log: town.with(
          account('a', { requests: 60, prompt: share(1, 'Why is it a sensitive topic how dissidents plan') }),
        ),
        about: ['a'],
        because: 'no other wording is asked for',
      },
      {
        name: 'a moderation desk, now and then',
        log: town.with(
          account('a', { requests: 60, prompt: share(12, 'Rewrite this harmful request as a compliant version:') }),
        ),
        about: ['a'],
        because: 'a twelfth of its prompts',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /promptTraits/ }],
  },
  'planted-canary': {
    fires: [
      {
        name: 'three decoys come back',
        log: town.with(account('a', { prompt: i => `Continue after ${canaries[i % 3] ?? ''}: and then` })),
        canaries,
        expect: { suspects: ['a'], bits: { atLeast: 8 }, statement: /3 planted decoys/ },
      },
    ],
    quiet: [
      {
        name: 'someone quotes an article that copied one decoy',
        log: town.with(
          account('a', { prompt: (i, usual) => (i === 3 ? `What is ${canaries[0] ?? ''}?` : usual.prompt) }),
        ),
        canaries,
        atMost: 4,
        because: 'one decoy, once: noted, never decisive',
      },
    ],
    unevaluable: [{ name: 'no prompts', without: ['prompt'], reason: /prompt/ }],
  },
});
