/** Logs of services that nobody has heard of: each a night's requests in a schema of its own. */
const iso = time => new Date(time).toISOString();
const parts = time => {
  const [year, month, day, hour, minute, second] = iso(time).split(/[-T:.Z]/);
  return { year, month, day, hour, minute, second, fraction: iso(time).slice(20, 23) };
};
const json = each => `${JSON.stringify(each)}\n`;
const quoted = text => `"${String(text ?? '').replaceAll('"', '""')}"`;
const cell = text => (/[",;\t\n|]/.test(String(text)) ? quoted(text) : String(text ?? ''));
const body = r => ({ model: r.model, max_tokens: r.maxTokens, messages: [{ role: 'user', content: r.prompt }] });
const tab = text => String(text ?? '\\N').replace(/[\\\t\n]/g, c => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[c]);

/** Name, file, and a line for each request; `head` stands before all of them. */
export const schemas = [
  {
    name: 'German, nested',
    line: r =>
      json({
        ereignis: { art: 'anfrage', zeit: iso(r.time), kennung: `e-${r.number}` },
        kunde: { kennung: r.account, organisation: r.org, schluessel: r.apiKey },
        herkunft: { adresse: r.ip, land: r.country, programm: r.userAgent },
        anfrage: { pfad: r.path, modell: r.model, text: r.prompt, hoechstens: r.maxTokens },
        verbrauch: { ein: r.inputTokens, aus: r.outputTokens },
        ergebnis: { status: r.status, dauer_ms: r.latency },
      }),
  },
  {
    name: 'one letter a name',
    line: r =>
      json({
        t: Math.floor(r.time / 1000),
        u: r.account,
        k: r.apiKey,
        a: r.ip,
        m: r.model,
        pt: r.inputTokens,
        ct: r.outputTokens,
        d: r.latency,
        s: r.status,
        ua: r.userAgent,
        p: r.prompt,
      }),
  },
  {
    name: 'Spanish, semicolons',
    head: 'fecha;hora;usuario;clave;direccion_ip;navegador;modelo;fichas_entrada;fichas_salida;duracion_s;estado;pregunta\n',
    line: r => {
      const { year, month, day, hour, minute, second } = parts(r.time);
      const seconds = (r.latency / 1000).toFixed(3).replace('.', ',');
      return `${[`${day}/${month}/${year}`, `${hour}:${minute}:${second}`, r.account, r.apiKey, r.ip, r.userAgent, r.model, r.inputTokens, r.outputTokens, seconds, r.status, r.prompt].map(cell).join(';')}\n`;
    },
  },
  {
    name: 'protobuf as JSON',
    line: r =>
      json({
        eventTime: { seconds: String(Math.floor(r.time / 1000)), nanos: (r.time % 1000) * 1e6 },
        callerIdentity: { principalId: r.account, credentialId: r.apiKey, tenantId: r.org },
        peerAddress: `ipv4:${r.ip}:${40000 + (r.number % 20000)}`,
        clientAgent: r.userAgent,
        rpc: {
          service: 'llm.v1.Inference',
          method: 'Generate',
          statusCode: r.status === 200 ? 'OK' : 'RESOURCE_EXHAUSTED',
        },
        modelRef: { modelName: r.model },
        usage: { promptTokenCount: r.inputTokens, candidatesTokenCount: r.outputTokens },
        requestPayload: { userPrompt: r.prompt },
        elapsed: `${(r.latency / 1000).toFixed(3)}s`,
      }),
  },
  {
    name: 'ClickHouse TabSeparatedWithNames',
    head: 'event_time\tcustomer\ttoken_hash\tremote\tagent\tllm\ttok_in\ttok_out\telapsed_us\tcode\tquery_text\n',
    line: r =>
      `${[`${iso(r.time).slice(0, 23).replace('T', ' ')}`, r.account, r.apiKey, `::ffff:${r.ip}`, r.userAgent, r.model, r.inputTokens, r.outputTokens, r.latency * 1000, r.status, r.prompt].map(tab).join('\t')}\n`,
  },
  {
    name: 'Snowflake, a variant in a cell',
    head: 'EVENT_TS,CUSTOMER_KEY,SRC_IP,MODEL_NM,REQUEST_VARIANT,RESPONSE_VARIANT\n',
    line: r =>
      `${[`${iso(r.time).slice(0, 23).replace('T', ' ')} +0000`, r.account, r.ip, r.model, quoted(JSON.stringify(body(r))), quoted(JSON.stringify({ usage: { prompt_tokens: r.inputTokens, completion_tokens: r.outputTokens }, http: r.status }))].join(',')}\n`,
  },
  {
    name: 'Japanese',
    line: r =>
      json({
        日時: iso(r.time),
        利用者: r.account,
        接続元: r.ip,
        端末: r.userAgent,
        モデル: r.model,
        入力トークン: r.inputTokens,
        出力トークン: r.outputTokens,
        応答時間: r.latency,
        状態: r.status,
        質問: r.prompt,
      }),
  },
  {
    name: 'gRPC gateway',
    line: r =>
      json({
        level: 'info',
        ts: r.time / 1000,
        msg: 'finished unary call',
        'grpc.service': 'llm.Chat',
        'grpc.method': 'Complete',
        'grpc.code': 'OK',
        'grpc.time_ms': r.latency,
        peer: `${r.ip}:${40000 + (r.number % 20000)}`,
        'x-consumer': r.account,
        'user-agent': r.userAgent,
        'req.model': r.model,
        'req.text': r.prompt,
        'resp.tokens_in': r.inputTokens,
        'resp.tokens_out': r.outputTokens,
      }),
  },
  {
    name: 'Rails, lograge',
    line: r =>
      `I, [${iso(r.time).slice(0, 23)}000 #${1000 + (r.number % 4)}]  INFO -- : method=POST path=${r.path} format=json controller=CompletionsController action=create status=${r.status} duration=${r.latency.toFixed(2)} view=0.00 db=1.20 remote_ip=${r.ip} customer=${r.account} engine=${r.model} tokens_in=${r.inputTokens} tokens_out=${r.outputTokens} params=${JSON.stringify({ prompt: r.prompt }).replaceAll('\n', ' ')}\n`,
  },
  {
    name: 'CSV without a header',
    line: r =>
      `${[iso(r.time), r.account, r.ip, r.userAgent, r.model, r.status, r.latency, r.inputTokens, r.outputTokens, r.prompt].map(cell).join(',')}\n`,
  },
  {
    name: 'logfmt',
    line: r =>
      `when=${iso(r.time)} lvl=info evt=done who=${r.account} from=${r.ip} client=${JSON.stringify(r.userAgent)} mdl=${r.model} in=${r.inputTokens} out=${r.outputTokens} took=${r.latency}ms rc=${r.status} q=${JSON.stringify(r.prompt)}\n`,
  },
  {
    name: 'events',
    line: r =>
      json({
        id: `evt_${r.number}`,
        type: 'request.received',
        occurredAt: iso(r.time - 5),
        actor: { id: r.account, kind: 'customer' },
        payload: { model: r.model },
      }) +
      json({
        id: `evt_${r.number}b`,
        type: 'request.completed',
        occurredAt: iso(r.time),
        actor: { id: r.account, kind: 'customer', via: { ip: r.ip, agent: r.userAgent, credential: r.apiKey } },
        payload: {
          model: r.model,
          question: r.prompt,
          consumed: { prompt: r.inputTokens, completion: r.outputTokens },
          outcome: r.status,
          elapsedMillis: r.latency,
        },
      }),
  },
  {
    name: 'French, pipes',
    head: 'horodatage|client|cle|adresse|navigateur|modele|jetons_entree|jetons_sortie|duree_ms|statut|question\n',
    line: r => {
      const { year, month, day, hour, minute, second } = parts(r.time);
      return `${[`${year}-${month}-${day} ${hour}:${minute}:${second}`, r.account, r.apiKey, r.ip, r.userAgent, r.model, r.inputTokens, r.outputTokens, r.latency, r.status, r.prompt].map(cell).join('|')}\n`;
    },
  },
  {
    name: 'numbers as accounts',
    line: r =>
      json({
        logged: iso(r.time),
        caller: r.numbered,
        source: r.ip,
        ua: r.userAgent,
        deployment: r.model,
        units: { in: r.inputTokens, out: r.outputTokens },
        ms: r.latency,
        http: r.status,
        input: [{ type: 'text', text: r.prompt }],
      }),
  },
  {
    name: 'Polish, an array',
    head: '[\n',
    foot: '{}]\n',
    line: r =>
      `${JSON.stringify({ czas: iso(r.time), uzytkownik: r.account, adres: r.ip, przegladarka: r.userAgent, model: r.model, tokeny_wejscie: r.inputTokens, tokeny_wyjscie: r.outputTokens, czas_trwania: r.latency, kod: r.status, zapytanie: r.prompt })},\n`,
  },
  {
    name: 'two names for who',
    line: r =>
      json({
        _t: r.time,
        subject: { type: 'service', ref: `projects/p1/accounts/${r.account}` },
        net: { src: { addr: r.ip, port: 4000 + (r.number % 999) } },
        hdr: { ua: r.userAgent },
        inference: { arch: r.model, ntok: [r.inputTokens, r.outputTokens], utterance: r.prompt },
        rc: r.status,
        dt: r.latency / 1000,
      }),
  },
  // Those below were written after the mapper had been mended for those above.
  {
    name: 'Portuguese, tabs',
    head: 'momento\tassinante\torigem\taplicativo\tmotor\tentrada_tk\tsaida_tk\ttempo_ms\tresultado\tpergunta\n',
    line: r =>
      `${[iso(r.time), r.account, r.ip, r.userAgent, r.model, r.inputTokens, r.outputTokens, r.latency, r.status, r.prompt].map(tab).join('\t')}\n`,
  },
  {
    name: 'audit trail',
    line: r =>
      json({
        '@version': 1,
        audit: {
          who: { principal: `user:${r.account}`, session: `s${r.number}` },
          when: { epochMillis: r.time },
          where: { sourceIp: r.ip, client: r.userAgent },
          what: { verb: 'generate', object: `models/${r.model}`, promptText: r.prompt },
          cost: { tokensConsumed: { input: r.inputTokens, output: r.outputTokens } },
        },
      }),
  },
  {
    name: 'Russian',
    line: r =>
      json({
        время: iso(r.time),
        пользователь: r.account,
        адрес: r.ip,
        агент: r.userAgent,
        модель: r.model,
        вход: r.inputTokens,
        выход: r.outputTokens,
        запрос: r.prompt,
        код: r.status,
      }),
  },
  {
    name: 'rows without names',
    line: r =>
      json([iso(r.time), r.account, r.ip, r.userAgent, r.model, r.inputTokens, r.outputTokens, r.status, r.prompt]),
  },
  {
    name: 'key and value of Kafka',
    line: r =>
      json({
        topic: 'llm-usage',
        partition: r.number % 8,
        offset: r.number,
        key: r.account,
        value: JSON.stringify({
          at: iso(r.time),
          ip: r.ip,
          ua: r.userAgent,
          mdl: r.model,
          tin: r.inputTokens,
          tout: r.outputTokens,
          q: r.prompt,
        }),
      }),
  },
  {
    name: 'SQL dump as CSV',
    head: '"id","inserted_at","subscriber_no","remote_addr","ua","engine","n_in","n_out","ms","http","req"\n',
    line: r =>
      `${[r.number, `${iso(r.time).slice(0, 23).replace('T', ' ')}+00`, r.numbered, r.ip, r.userAgent, r.model, r.inputTokens, r.outputTokens, r.latency, r.status, JSON.stringify(body(r))].map(quoted).join(',')}\n`,
  },
];
