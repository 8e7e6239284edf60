/**
 * Words by which programmers of several languages name what a column holds: for in-house schemas, whose names no table has.
 * A name is folded (`usrKennung`, `usr_kennung` and `USR-KENNUNG` are one) and must consist of such words alone. What a name
 * suggests, values must bear out (see evidence.ts).
 */
import type { SourceColumnName } from '../columns.js';
import { fold, leafOf, parentOf, wordsOf } from './names.js';

/** Longer names are sentences. */
const longestName = 32;

const words = (text: string): string => text.trim().split(/\s+/).join('|');
/** Words before and behind that change nothing. */
const around = words(
  'ai llm genai gen gw gateway api app req request http https the log logged event evt rec record msg x my cur current anfrage',
);

const people = words(`
  usr user users nutzer benutzer anwender kunde kunden konto konten acct acc accnt account cust customer clientid cliente clientes
  subscriber member mitglied principal caller actor login logon username uname owner consumer buyer payer
  subject distinct who usuario usuaria cuenta abonado utilisateur usager compte abonne utente conta gebruiker klant rekening
  uzytkownik anvandare kund bruker bruger kayttaja kullanici hesap felhasznalo uzivatel zakaznik kennung yonghu zhanghao klient
  用户 账号 账户 客户 ユーザ ユーザー 利用者 アカウント 사용자 계정 고객 пользователь клиент аккаунт`);
const ids = words(
  'id ids uid uuid guid oid nr no num number nummer numero name nom nombre nome kennung code ref reference login mail email arn sub pseudonym hash handle identifier identifiant identificador ид',
);
const times = words(`
  ts timestamp tstamp time times datetime date zeit zeitstempel zeitpunkt datum uhrzeit fecha fechahora hora heure horodatage
  horodate data dataora ora tijd tijdstip tidpunkt tid cas czas zaman momento instant when at epoch started start begin beginn
  inicio debut received arrival arrived logged created eventtime 时间 時刻 日時 시간 время дата`);
const timeUnits = words(
  'ms us ns s sec secs utc gmt z iso iso8601 unix epoch local at ts time stamp millis nanos micros hora',
);
const into = words(
  'in input inp prompt p i req request query question ctx context sent eingabe entree entrada rein frage 入力 输入',
);
const outOf = words(
  'out output o completion compl comp c gen generated resp response reply answer ausgabe sortie salida raus antwort reponse respuesta 出力 输出',
);
const tokens = words('tok toks token tokens tokenn tk tks tkn tkns tokencount jetons fichas units');
const counts = words('n num nb nr no anz anzahl count cnt ct total ttl used usage billed');

/** Column to what a folded name must be, whole; the order of patterns is that of preference. */
const patterns: Partial<Record<SourceColumnName, readonly RegExp[]>> = {
  time: [
    whole(
      `(?:${around}|server|access|start|begin|received|inserted|ingest|created|creation|peticion|requete)*(?:${times})(?:${timeUnits})?`,
    ),
  ],
  account: [
    whole(
      `(?:${around}|auth|authed|authenticated|requesting|calling|billed|billing|paying|charged|internal|external|portal|sso|jwt)*(?:${people})(?:${ids})?`,
    ),
    whole(`(?:${people})(?:${people})?(?:${ids})?(?:${ids})?`),
    // Keys of tables in a warehouse.
    whole('(?:customer|cust|client|account|acct|subscriber|member|kunden)(?:key|sk|skey)'),
    // A house with many callers, where nobody is named.
    whole(`(?:${around})*(?:tenant|mandant|mandanten)(?:${ids})?`),
  ],
  apiKey: [
    whole(
      `(?:${around}|access|auth|client|user|usr|virtual)*(?:apikey|apikeyid|apikeyhash|key|keyid|keyhash|keyname|keyref|apitoken|accesstoken|authtoken|tokenid|tokenhash|credential|cred|credid|schluessel|schlussel|clave|cleapi|llave|chiave)`,
    ),
  ],
  org: [
    whole(
      '(?:org|orgid|organisation|organization|organisationid|organizationid|team|teamid|project|projectid|proj|workspace|workspaceid|firma|empresa|entreprise|azienda|mandant|company|companyid|department|abteilung)',
    ),
  ],
  ip: [
    whole(
      `(?:${around}|usr|user|client|clnt|caller|remote|rem|peer|src|source|real|end|visitor|public)*(?:ip|ipv4|ipv6|ipaddr|ipaddress|ipadresse|addr|address|adresse|adress|adr|direccion|direccionip|indirizzo|indirizzoip|adres|host)(?:v4|v6|addr|address)?`,
    ),
    whole('(?:client|remote|peer|source|src|from|remotehost)'),
  ],
  forwardedFor: [whole(`(?:http|x|hdr)*(?:xff|forwardedfor|forwarded)`)],
  asn: [whole(`(?:${around}|client|src|source|remote|ip)*(?:asn|asnumber|as)`)],
  country: [
    whole(
      `(?:${around}|client|src|source|ip|geo)*(?:country|countrycode|countryiso|land|landcode|pays|pais|paese|cc|ctry)(?:code|iso)?`,
    ),
  ],
  ja4: [whole('(?:tls|ssl|client|fp|x)*ja4(?:fp|hash|fingerprint)?')],
  ja3: [whole('(?:tls|ssl|client|fp|x)*ja3(?:fp|hash|md5|fingerprint)?')],
  userAgent: [
    whole(
      `(?:${around}|client|clnt|browser)*(?:ua|uastr|uastring|useragent|useragentstring|usragent|agent|agente|agentstr|nutzeragent|navegador|navigateur)(?:str|string|raw|header)?`,
    ),
    whole('(?:browser|navegador|navigateur)'),
  ],
  method: [whole(`(?:${around})*(?:method|methode|metodo|verb|meth|mthd)`)],
  path: [
    whole(
      `(?:${around})*(?:path|pfad|uri|url|chemin|ruta|endpoint|endpunkt|route|resource|ressource|recurso|target)(?:path|raw)?`,
    ),
    whole('(?:operation|op|action|aktion|accion|apicall|call)'),
  ],
  status: [
    whole(
      `(?:${around}|resp|response|res|antwort)*(?:status|statuscode|stat|st|httpcode|code|rc|retcode|returncode|respcode|responsecode|estado|statut|stato)(?:code|cd|http)?`,
    ),
  ],
  latency: [
    whole(
      `(?:${around}|total|ttl|e2e|resp|response|wall|server|proc|processing)*(?:latency|lat|duration|dur|elapsed|took|taken|dauer|duree|duracion|durata|latenz|latence|latencia|laufzeit|antwortzeit|bearbeitungszeit|runtime|timetaken|resptime|responsetime|proctime|processingtime|rt|rtt|tiempo|ms)(?:ms|us|ns|s|sec|secs|seconds|millis|micros|nanos)?`,
    ),
  ],
  endTime: [
    whole(
      `(?:${around})*(?:end|ended|endts|endtime|endtimestamp|finish|finished|finishedat|completed|completedat|ende|fin)`,
    ),
  ],
  bytesIn: [
    whole(
      `(?:req|request|in|input|rx|recv|received|upload|body)*(?:bytes|byte|len|length|size|octets|groesse|taille)(?:in|rx|recv|received|req)?`,
    ),
  ],
  bytesOut: [
    whole(`(?:resp|response|out|output|tx|sent|download)+(?:bytes|byte|len|length|size|octets)(?:out|tx|sent)?`),
    whole('bytes(?:out|tx|sent|resp)'),
  ],
  model: [
    whole(
      `(?:${around}|requested|used)*(?:model|mdl|modell|modelo|modele|modello|llmmodel|deployment|deploy|engine|llm|modelid|模型|モデル|모델|модель)(?:id|name|nm|key|slug|ref|used|code)?`,
    ),
    whole('(?:ai|llm|engine|sku|produkt|product)(?:name|id)?'),
  ],
  cachedTokens: [
    whole(
      `(?:${counts}|${into}|${tokens})*(?:cached|cache|cacheread|cachehit)(?:read)?(?:${tokens}|${into}|${counts})+`,
    ),
  ],
  reasoningTokens: [
    whole(
      `(?:${counts}|${outOf}|${tokens})*(?:reasoning|thinking|thought|thoughts|reason|denk)(?:${tokens}|${counts})+`,
    ),
  ],
  inputTokens: [
    whole(
      `(?:${around}|${counts})*(?:(?:${into})+(?:${counts})*(?:${tokens})|(?:${tokens})(?:${counts})*(?:${into})+)(?:${counts})*`,
    ),
  ],
  outputTokens: [
    whole(
      `(?:${around}|${counts})*(?:(?:${outOf})+(?:${counts})*(?:${tokens})|(?:${tokens})(?:${counts})*(?:${outOf})+)(?:${counts})*`,
    ),
  ],
  maxTokens: [whole(`(?:max|maximum|limit|lim)(?:${outOf}|new|gen)?(?:${tokens})|(?:${tokens})(?:max|limit)`)],
  temperature: [whole('(?:sampling|llm|model)*(?:temp|temperature|temperatur|temperatura)')],
  stream: [whole('(?:is|use)?(?:stream|streaming|streamed|strm)')],
  prompt: [
    whole(
      `(?:${around}|user|usr|chat|last|raw|full)*(?:prompt|prmpt|prompttext|question|query|frage|pregunta|consulta|domanda|invite|eingabe|eingabetext|entree|entrada|input|inputtext|messages|msgs|nachrichten|mensajes|提示|提示词|質問|プロンプト|프롬프트|запрос|вопрос)(?:text|txt|str|body|content)?`,
    ),
    whole(
      '(?:text|texte|texto|txt|message|msg|content|nachricht|mensaje|contenu|inhalt|anfrage|anfragetext|request|body|payload|peticion|requete)',
    ),
  ],
  system: [whole('(?:system|sys)(?:prompt|prmpt|message|msg|text|instructions?)|instructions?')],
  session: [
    whole(
      `(?:${around}|user|client)*(?:sess|session|sitzung|sesion|conv|conversation|chat|thread|dialog|gespraech)(?:${ids})?`,
    ),
  ],
  requestId: [
    whole(
      '(?:req|request|rid|reqid|trx|tx|txn|call|anfrage|requete|peticion|corr|correlation|trace)(?:id|uuid|guid|nr|no|ref|kennung)',
    ),
  ],
};

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** Last parts that need the part before them to say what they are: `customer.id`, `tokens.in`, `usr.name`. */
const dependent = new Set(
  'id ids uid uuid guid oid nr no num number name nom nombre key code ref sub arn login mail email addr address in out input output prompt completion cached total ms value val text str raw at'.split(
    ' ',
  ),
);

/** Columns that the words of a field's name suggest, with the place among the patterns: 0 is the surest. */
export function suggestedBy(field: string): { column: SourceColumnName; rank: number }[] {
  const leaf = leafOf(field);
  const name = fold(leaf);
  if (name === '' || name.length > longestName) return [];
  const parent = fold(leafOf(parentOf(field)));
  const joined = dependent.has(name) && parent !== '' && parent.length <= longestName ? parent + name : undefined;
  const found: { column: SourceColumnName; rank: number }[] = [];
  for (const [column, list] of Object.entries(patterns) as [SourceColumnName, readonly RegExp[]][]) {
    const rank = list.findIndex(pattern => (joined !== undefined && pattern.test(joined)) || pattern.test(name));
    if (rank >= 0 && !isContradicted(column, field)) found.push({ column, rank });
  }
  return found;
}

/** Words that make another thing of it: the server's address, the time something expires. */
const contradictions: Partial<Record<SourceColumnName, ReadonlySet<string>>> = {
  time: new Set(
    'end ended finish finished expires expiry exp until updated modified last birth dob geburt ttl first timeout'.split(
      ' ',
    ),
  ),
  ip: new Set(
    'server upstream dst dest destination local backend listen node pod target nat proxy lb balancer gateway edge egress ingress'.split(
      ' ',
    ),
  ),
  latency: new Set('first ttft upstream queue timeout'.split(' ')),
  userAgent: new Set('server node'.split(' ')),
  status: new Set('upstream backend'.split(' ')),
};

function isContradicted(column: SourceColumnName, field: string): boolean {
  const against = contradictions[column];
  return against !== undefined && field.split('.').some(part => wordsOf(part).some(word => against.has(word)));
}
