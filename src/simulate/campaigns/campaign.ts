/** A campaign at work: the queue comes in its rhythm, each item goes to the account whose turn it is. */
import { UsageError } from '../../errors.js';
import { ask, type Ask } from '../caller.js';
import { library, browser } from '../clients.js';
import { merged, overlapping } from '../merge.js';
import { residence } from '../places.js';
import { chats } from '../populations/human.js';
import type { Random } from '../random.js';
import { day, hour, type Message, type SimulatedRequest, type Source } from '../request.js';
import { arrivals, profiles } from '../schedules.js';
import { answer } from '../text/chat.js';
import { meaning, wording } from '../text/wrapper.js';
import { newestModel, type World } from '../world.js';
import { recruit, rota, type Member, type Rota } from './crew.js';
import { campaignKinds } from './index.js';
import type { CampaignKind, Work } from './kind.js';
import { probes } from './probes.js';
import { usualDoses, type CampaignSpec, type Doses } from './spec.js';

export function campaign(world: World, random: Random, spec: CampaignSpec): Source {
  const kind = campaignKinds.get(spec.kind);
  if (kind === undefined) {
    const known = [...campaignKinds.keys()].join(', ');
    throw new UsageError(`there is no campaign of kind "${spec.kind}"`, { hint: `Kinds are: ${known}.` });
  }
  const doses: Doses = { ...usualDoses, ...kind.doses, ...spec };
  const members = recruit(world, random.fork('crew'), doses);
  const labels = members.map(({ caller: { account } }) => ({
    account,
    harvester: true,
    campaign: spec.name,
    class: 'attack',
  }));
  return {
    labels,
    requests() {
      for (const member of members) Object.assign(member, { turns: 0, lost: false });
      const harvest = new Harvest(world, random.fork('harvest'), { name: spec.name, kind, doses, members });
      return merged([harvest.requests(), ...others(world, random, { doses, members })]);
    },
  };
}

/** What the accounts send beside the harvest. */
function others(world: World, random: Random, { doses, members }: Crew): Iterable<SimulatedRequest>[] {
  const sources: Iterable<SimulatedRequest>[] = [];
  members.forEach((member, i) => {
    const own = random.fork(`beside ${i}`);
    if (doses.probing) sources.push(probes(own, member, world.end));
    if (doses.share < 1) sources.push(customers(world, own, { member, doses }));
  });
  return sources;
}

interface Crew {
  readonly doses: Doses;
  readonly members: readonly Member[];
}

/** Ordinary chat of two or three people over the same account. */
function customers(world: World, random: Random, { member, doses }: { member: Member; doses: Doses }) {
  const wanted = (doses.perDay * (1 - doses.share)) / doses.share;
  const people = Array.from({ length: random.between(2, 3) }, (_, i) => random.fork(`customer ${i}`));
  const span = { ...world, start: member.from, end: Math.min(world.end, member.to) };
  return merged(
    people.map(own => {
      const client = own.chance(0.5) ? browser(own) : own.chance(0.5) ? library(own) : member.caller.client;
      const self = { ...member.caller, client };
      return chats(span, own, {
        self,
        perDay: wanted / people.length,
        zone: residence(own).zone,
        addressDays: Infinity,
      });
    }),
  );
}

interface Plan extends Crew {
  readonly name: string;
  readonly kind: CampaignKind;
}

/** State of a harvest: how far the queue is, whose turn it is. */
class Harvest {
  readonly #world: World;
  readonly #random: Random;
  readonly #plan: Plan;
  readonly #rota: Rota;
  readonly #work: Work;
  readonly #pivotAt: number;
  #asked = 0;
  /** Items that each place of the crew has taken from its part of the data set. */
  readonly #taken: number[] = [];

  constructor(world: World, random: Random, plan: Plan) {
    this.#world = world;
    this.#random = random;
    this.#plan = plan;
    this.#rota = rota(plan.members, plan.doses.stickiness);
    this.#pivotAt = world.release + (0.2 + 0.6 * random.next()) * day;
    this.#work = plan.kind.work({
      world,
      random: random.fork('work'),
      item: world.prompts.dataset(world.seed, `${plan.name} items`, plan.doses.order !== 'random'),
      wrappers: duty => {
        const meant = meaning(random.fork(`wrapper ${duty}`), duty);
        return Array.from({ length: plan.doses.wordings }, (_, i) => wording(random.fork(`${duty} ${i}`), meant));
      },
    });
  }

  requests(): Generator<SimulatedRequest> {
    const { accounts, perDay, turns, jitter, sleep } = this.#plan.doses;
    const awake = profiles.flat.map((_, hourOfDay) => (hourOfDay < sleep ? 0 : 1));
    const queue = arrivals(this.#random, {
      from: this.#world.start,
      to: this.#world.end,
      perDay: (accounts * perDay) / turns,
      profile: awake,
      variation: jitter,
    });
    return overlapping(this.#stretches(queue));
  }

  *#stretches(queue: Iterable<number>) {
    for (const start of queue) yield { start, requests: this.#task(start) };
  }

  /** One conversation, or one request, about one item. */
  *#task(start: number): Generator<SimulatedRequest> {
    const { turns, copies } = this.#plan.doses;
    const history: Message[] = [];
    const session = turns > 1 ? `s-${this.#random.word(9)}` : null;
    const asked = Math.floor(this.#asked++ / copies);
    let item: number | undefined;
    let time = start;
    for (let turn = 0; turn < turns && time < this.#world.end; turn++) {
      const member = this.#rota.next(time);
      if (member === undefined) return;
      item ??= this.#itemFor(member, asked);
      const fields = { ...this.#work(item, member.wording, turn), session, history: [...history] };
      let last: SimulatedRequest | undefined;
      for (const request of this.#attempts(member, time, fields)) yield (last = request);
      history.push({ role: 'user', content: fields.prompt }, { role: 'assistant', content: answer(this.#random) });
      time = (last?.time ?? time) + (last?.latency ?? 0) + Math.round(this.#random.logNormal(4000, 0.6));
    }
  }

  /** In shards each place of the crew has a stretch of the data set to itself. */
  #itemFor({ slot }: Member, asked: number): number {
    if (this.#plan.doses.order !== 'shards') return asked;
    const taken = this.#taken[slot] ?? 0;
    this.#taken[slot] = taken + 1;
    return slot * 10_000 + taken;
  }

  /** What is refused goes to another account seconds later, or to the same where there is none; a ban is for good. */
  *#attempts(first: Member, start: number, fields: Omit<Ask, 'time'>): Generator<SimulatedRequest> {
    const random = this.#random;
    let member = first;
    let time = start;
    for (let attempt = 0; attempt < 4; attempt++) {
      const refused = random.chance(this.#plan.doses.refusals);
      member.lost = time >= member.to;
      const request = ask(random, this.#seatOf(member), {
        ...fields,
        time,
        ...(this.#world.release < time && this.#pivoted(time) ? { model: newestModel } : {}),
        ...(refused ? { status: 429 } : {}),
        ...(member.lost ? { status: 403 } : {}),
      });
      yield request;
      if (request.status < 429 && !member.lost) return;
      time += request.latency + random.between(800, 6000);
      const other = refused || member.lost ? this.#rota.next(time, member) : member;
      if (other === undefined && member.lost) return;
      member = other ?? member;
    }
  }

  #seatOf({ caller }: Member) {
    return this.#plan.doses.rotating ? { ...caller, place: residence(this.#random).place } : caller;
  }

  /** Half of the queue at once, all of it hours later. */
  #pivoted(time: number): boolean {
    if (!this.#plan.doses.pivot || time < this.#pivotAt) return false;
    return time > this.#pivotAt + 6 * hour || this.#random.chance(0.5);
  }
}
