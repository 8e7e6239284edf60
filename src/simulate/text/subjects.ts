/** What people and machines ask about: fields of life, each with things one can ask of. */
export interface Subject {
  readonly name: string;
  readonly things: readonly string[];
}

const table = `
cooking: sourdough starters, braised lentils, knife skills, pickling brine, tempered chocolate, risotto, wok heat, pie crust, bone broth, fermented cabbage, pan sauces, gluten-free flour, poached eggs, spice blends
gardening: tomato blight, raised beds, compost heaps, pruning roses, drip irrigation, soil acidity, cold frames, companion planting, slug damage, seed saving, lawn moss, fruit grafting, mulching, greenhouse vents
personal finance: index funds, emergency savings, fixed-rate mortgages, credit scores, pension transfers, tax brackets, compound interest, currency exchange fees, household budgets, student loans, term insurance, dividend income, bond ladders, overdraft charges
labour law: notice periods, overtime pay, non-compete clauses, parental leave, redundancy selection, sick notes, probation reviews, zero-hour contracts, collective bargaining, workplace privacy, whistle-blowing, holiday carry-over
medicine: insulin resistance, beta blockers, vaccine schedules, iron deficiency, sleep apnoea, tennis elbow, migraine triggers, wound dressing, blood pressure readings, antibiotic resistance, thyroid tests, hay fever, physiotherapy exercises, lactose intolerance
biology: photosynthesis, gene expression, ant colonies, mitochondria, coral bleaching, bird migration, enzyme kinetics, fungal networks, stem cells, bacterial plasmids, tidal pools, seed dispersal, predator cycles, circadian clocks
chemistry: titration curves, covalent bonds, catalysts, reaction rates, buffer solutions, polymer chains, electrolysis, crystal growth, isotopes, chromatography, oxidation states, noble gases, soap making, activation energy
physics: angular momentum, heat transfer, standing waves, terminal velocity, magnetic induction, refraction, centre of mass, half-life, pendulums, black-body radiation, pressure gauges, friction on ramps, orbital transfer, superconductors
mathematics: prime gaps, conditional probability, matrix inverses, geometric series, modular arithmetic, Taylor polynomials, graph colouring, combinatorial proofs, confidence intervals, eigenvalues, optimal stopping, integer partitions, Markov chains, fair division
statistics: survival curves, missing data, regression to the mean, A/B tests, outliers, seasonal adjustment, sample size, multiple comparisons, bootstrap intervals, survey weights, confounding, rank correlation
databases: composite indexes, write-ahead logs, sharding keys, slow joins, isolation levels, schema migrations, connection pools, materialised views, soft deletes, backup rotation, foreign keys, query plans, time-series tables, deadlocks
web development: form validation, lazy loading, session cookies, responsive tables, cross-site requests, image compression, keyboard navigation, service workers, content security policies, pagination, dark mode, file uploads, route guards, websocket reconnects
systems programming: memory arenas, lock-free queues, signal handlers, system calls, buffer overflows, cache lines, thread pools, file descriptors, zero-copy parsing, page faults, atomic counters, ring buffers
networking: packet loss, subnet masks, congestion control, name resolution, reverse proxies, port forwarding, load balancers, certificate renewal, latency spikes, virtual private networks, retry storms, keep-alive timeouts
data engineering: late events, schema drift, deduplication, incremental loads, partition pruning, dead-letter queues, data contracts, column formats, change capture, backfills, lineage graphs, watermarking
machine learning: learning rates, class imbalance, gradient clipping, feature leakage, embedding drift, early stopping, cross validation, attention heads, decision trees, calibration curves, data augmentation, cluster labels, recommendation cold starts, quantised weights
security: phishing drills, password managers, audit trails, rate limits, secret rotation, access reviews, log retention, threat models, patch windows, hardware keys, backup encryption, incident reports
history: the Hanseatic League, Roman aqueducts, the printing press, Bronze Age trade, the Congress of Vienna, medieval guilds, the Silk Road, steam locomotives, the Meiji Restoration, Polynesian navigation, the Black Death, canal building, the abolition movement, early railways
geography: river deltas, monsoon winds, desert expansion, plate boundaries, fjords, urban heat islands, watersheds, land reclamation, volcanic soils, border rivers, mountain passes, coastal erosion
literature: unreliable narrators, epistolary novels, haiku seasons, tragic irony, stream of consciousness, folk ballads, magical realism, detective plots, iambic metre, travel writing, frame stories, satirical essays, dialogue tags, opening lines
music: modal jazz, counterpoint, vocal warm-ups, drum rudiments, string tuning, chord inversions, film scores, sight reading, folk harmonies, synthesiser patches, rhythm notation, room acoustics
film: long takes, sound bridges, storyboard panels, colour grading, documentary interviews, jump cuts, screenplay beats, location permits, stop motion, subtitle timing, silent comedy, casting notes
sport: marathon pacing, swimming turns, chess endgames, climbing anchors, zone defence, penalty kicks, cycling cadence, warm-up drills, altitude training, tennis serves, relay handovers, youth leagues
travel: night trains, visa rules, packing lists, ferry timetables, mountain huts, travel insurance, jet lag, hostel kitchens, border crossings, museum passes, hire cars, lost luggage
education: spaced repetition, peer feedback, lesson plans, reading groups, exam anxiety, rubric design, homework loads, science fairs, note taking, bilingual classes, field trips, project weeks
management: quarterly goals, one-to-one meetings, hiring panels, post-mortems, meeting agendas, team charters, succession plans, remote onboarding, budget cuts, status reports, conflict mediation, shift rotas
marketing: product launches, landing pages, customer interviews, loyalty cards, brand voice, newsletter subject lines, price tests, referral programmes, trade fairs, seasonal offers, testimonial quotes, search snippets
logistics: pallet stacking, customs forms, delivery windows, cold chains, stock counts, route planning, return labels, warehouse slots, freight quotes, supplier delays, reorder points, last-mile couriers
housing: damp walls, rental deposits, roof insulation, heat pumps, neighbour noise, boiler servicing, floor plans, window replacement, shared kitchens, service charges, moving day, paint finishes
philosophy: the trolley problem, stoic exercises, free will, moral luck, the ship of Theseus, social contracts, scepticism, virtue ethics, personal identity, thought experiments, utilitarian sums, paradoxes of self-reference
energy: grid storage, rooftop solar, wind curtailment, district heating, meter readings, peak tariffs, hydro reservoirs, insulation grants, battery ageing, hydrogen pilots, demand response, power cuts
astronomy: lunar eclipses, exoplanet transits, telescope mounts, red giants, meteor showers, tidal locking, star charts, light pollution, comet tails, solar flares, galaxy rotation, space debris
`;

export const subjects: readonly Subject[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [name = '', things = ''] = line.split(': ');
    return { name, things: things.split(', ') };
  });

export const audiences =
  'a beginner|a ten-year-old|a retired engineer|my manager|a night-shift nurse|first-year students|a sceptical friend|a jury|a small shop|a tourist|an auditor|a farmer|my grandmother|a journalist|a new colleague|a physicist|volunteers|a landlord|the works council|a choir|a customer who complained|parents at school|a reviewer|night owls'.split(
    '|',
  );

export const settings =
  'in a coastal town|at a hospital|during a drought|on a tight budget|in a village school|at high altitude|in a shared flat|for a charity|after a merger|in the tropics|on a narrow boat|before an audit|during exam season|in a family business|at a research station|in a city of two million|over a long winter|with no prior training|at a food bank|in an open-plan office|across three time zones|on an island|under new rules|with a team of five'.split(
    '|',
  );

export const manners =
  'in two paragraphs|with one example|without jargon|as a dialogue|in a friendly tone|with numbers|as bullet points|in under eighty words|with a counterexample|like a newspaper|with a table|as a letter|with a short conclusion|in short sentences|and mention the exceptions|and name two risks|as a checklist|with a worked example|from first principles|and keep it formal|and say what is uncertain|in plain words|with a timeline|and compare the costs'.split(
    '|',
  );

export const asides =
  'I have to present it on Friday.|We argued about it at dinner.|My last attempt was too long.|Please be honest if it is unclear.|It is for a newsletter.|The deadline is close.|I tried twice already.|Keep the names out of it.|The audience is mixed.|It rained all day so I have time.|This is the third version.|Someone said the opposite.|Assume no background.|I do not trust the first answer I found.|It should fit on one slide.|My colleague disagrees.|Money is tight this year.|The old guide is out of date.|There was an accident last spring.|We have no specialist here.'.split(
    '|',
  );

export const names =
  'Ada|Bao|Chidi|Dina|Emeka|Farah|Goro|Hana|Igor|Jun|Kira|Lena|Mateo|Nadia|Omar|Priya|Quinn|Rosa|Sven|Tariq|Uma|Vera|Wei|Xenia|Yara|Zoltan|Amara|Bence|Carmen|Dmitri|Elif|Femi|Greta|Hugo|Ines|Jamal|Keiko|Luca|Mina|Noor'.split(
    '|',
  );
