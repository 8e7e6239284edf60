/** The measures that come with revenuer. A test compares this list with the folder and runs the laws on each. */
import { activity } from './catalogue/activity.js';
import { canaries } from './catalogue/canaries.js';
import { clients } from './catalogue/clients.js';
import { conversations } from './catalogue/conversations.js';
import { copies } from './catalogue/copies.js';
import { examples } from './catalogue/examples.js';
import { models } from './catalogue/models.js';
import { moments } from './catalogue/moments.js';
import { parameters } from './catalogue/parameters.js';
import { places } from './catalogue/places.js';
import { prompts } from './catalogue/prompts.js';
import { streams } from './catalogue/streams.js';
import { templates } from './catalogue/templates.js';
import { timeline } from './catalogue/timeline.js';
import { topics } from './catalogue/topics.js';
import { traffic } from './catalogue/traffic.js';
import type { Measure } from './measure.js';

export const measures = [
  activity,
  canaries,
  clients,
  conversations,
  copies,
  examples,
  models,
  moments,
  parameters,
  places,
  prompts,
  streams,
  templates,
  timeline,
  topics,
  traffic,
] as readonly Measure[];
