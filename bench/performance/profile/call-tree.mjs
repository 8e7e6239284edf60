/** Profiles of several threads as one tree of calls. */
import { frameOf } from './frames.mjs';

/**
 * A node is `{ name, stage, self, total, children }`, times in ms. Below the root stands a node for each thread.
 * @param {readonly { thread: string, nodes: object[], samples: number[], timeDeltas: number[] }[]} profiles as V8 writes them, and the threads' names
 */
export function callTree(profiles) {
  const root = node('all', 'thread');
  for (const profile of profiles) add(profile, childOf(root, profile.thread, 'thread'));
  sumUp(root);
  return root;
}

function node(name, stage) {
  return { name, stage, self: 0, total: 0, children: new Map() };
}

function childOf(parent, name, stage) {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const child = node(name, stage);
  parent.children.set(name, child);
  return child;
}

function add({ nodes, samples, timeDeltas }, thread) {
  const byId = new Map(nodes.map(each => [each.id, each]));
  const places = new Map();
  const visit = (id, parent) => {
    const { callFrame, children = [] } = byId.get(id);
    const { name, where, stage } = frameOf(callFrame);
    const place =
      name === '(root)' ? parent : childOf(parent, where === '' ? name : `${name} ${where}`, stage ?? parent.stage);
    places.set(id, stage === 'idle' ? undefined : place);
    for (const child of children) visit(child, place);
  };
  visit(nodes[0].id, thread);
  samples.forEach((id, i) => {
    const place = places.get(id);
    if (place !== undefined) place.self += Math.max(0, timeDeltas[i]) / 1000;
  });
}

function sumUp(place) {
  place.total = place.self;
  for (const child of place.children.values()) place.total += sumUp(child);
  return place.total;
}

/** One line a stack, `a;b;c milliseconds`: what flame graph programs read. */
export function collapsed(root) {
  const lines = [];
  const visit = ({ name, self, children }, above) => {
    const stack = [...above, name.replaceAll(';', ',')];
    if (Math.round(self) > 0) lines.push(`${stack.slice(1).join(';')} ${Math.round(self)}`);
    for (const child of children.values()) visit(child, stack);
  };
  visit(root, []);
  return `${lines.join('\n')}\n`;
}
