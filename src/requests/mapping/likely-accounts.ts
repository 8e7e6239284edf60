/**
 * Whether a field that recurs as accounts do is so likely to be the account that a log must not be read without it. A name
 * in no table of ours may say who it is in any language; so what is asked is whether the name, or the values, say what else
 * it is: an access log has hosts, regions, versions, states and messages, which recur as well.
 */
import { share, type FieldFacts } from './facts.js';
import { fold, leafOf, parentOf, wordsOf } from './names.js';
import { isCodePlace } from './shapes.js';
import { suggestedBy } from './vocabulary.js';

/** Different values that a field must have; and where they are bare words, which states and kinds are, too. */
const fewest = 3;
const fewestWords = 6;

export function isLikelyAccount(facts: FieldFacts): boolean {
  const { field, writer, distinct } = facts;
  if (distinct < fewest || share(facts, isTechnical) > 0.2) return false;
  if (suggestedBy(field).some(({ column }) => column === 'account'))
    return writer === 'provider' || writer === 'header';
  if (writer !== 'provider' || namesAnother(field)) return false;
  return distinct >= fewestWords || share(facts, isNumbered) >= 0.8;
}

/** `acct_17`, `u-9`, an address of mail, a number of some digits: given out one after the other. */
function isNumbered(text: string): boolean {
  return text.includes('@') || (/\d/.test(text) && /\p{L}/u.test(text)) || /^\d{5,}$/.test(text);
}

const technical: readonly RegExp[] = [
  // Hosts, and what is told of the connection to them.
  /^[\w-]+(\.[\w-]+)*\.(com|net|org|io|dev|ai|app|cloud|local|internal|lan|svc|co|example|test|invalid|[a-z]{2})(:\d+)?$/i,
  /^(https?|wss?|grpc|unix|tcp|udp):/i,
  /^(tls|ssl)_?v?\d|^(TLS_|ECDHE|DHE-|AES\d|CHACHA20)/i,
  /^(HTTP|h)\/?[123](\.\d)?$/i,
  // Where: regions and zones of clouds, edges named after airports, zones of the clock.
  /^[a-z]{2}(-[a-z]+){1,2}-?\d[a-z]?(-az\d)?$/,
  /^[a-z]+-[a-z]+\d(-[a-z])?$/,
  /^[A-Z]{3}\d{0,3}(-[A-Z]?\d{1,2})?$/,
  /^(us|eu|ap|sa|ca|me|af|uk|north|south|east|west|central)[a-z]*(us|europe|asia|uk|india|japan|coast)\d?$/i,
  // What: kinds of content, versions, parts of a cloud's own names.
  /^(application|text|image|audio|video|multipart|font)\/[\w.+-]+(;.*)?$/i,
  /^v?\d+(\.\d+){1,3}([-+][\w.]+)?$/,
  /^arn:aws[\w-]*:(elasticloadbalancing|wafv2|lambda|s3|ecs|cloudfront|logs|acm):/,
];

function isTechnical(text: string): boolean {
  const head = text.slice(0, 200);
  return isCodePlace(head) || technical.some(pattern => pattern.test(head));
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words by which logs name what recurs and is nobody. */
const others = words(`
  host hosts hostname domain vhost server servername server_name sni authority site sites zone dc datacenter pop colo edge region
  regions az cluster node pod container instance replica shard partition worker thread pid tid process proc service svc
  application module component logger logname controller handler backend upstream target targetgroup pool listener elb alb lb
  balancer proxy gateway gw ingress egress route router rule ruleset policy acl waf action verdict decision status state result
  outcome error errors err errno exception reason fault code grpc level lvl severity priority loglevel msg message text event evt
  events type types kind category class operation op verb method path uri url endpoint resource api version ver proto protocol
  scheme tls ssl cipher ciphersuite curve alpn ja3 ja4 fingerprint cache cached hit port ports connection conn stream referer
  referrer origin accept encoding content mime language lang locale charset country city geo continent latitude longitude asn as
  isp carrier latency duration elapsed time date day hour minute week month year ms bytes size length len count total tokens
  tokencount cost price currency unit units quota limit rate temp temperature model engine deployment provider vendor framework
  sdk library platform os device browser agent build release commit revision env environment stage phase step tier plan product
  feature flag experiment variant bucket trace span parent correlation session conversation chat request req response resp
  index offset topic queue label labels source sink sampled channel mode format finish stop schema table db database query
  file line function func param params args body header headers prompt question answer completion hash digest checksum etag
  signature nonce key keys token secret timezone tz classification network subnet cidr vlan interface distribution
  ereignis art stufe meldung dienst rechner stand ausgang zustand
  evenement niveau service serveur hote motif sens
  evento nivel servicio servidor estado motivo motor modelo resultado tipo
  livello servizio stato tipo soggiorno
  тип уровень статус событие модель
  类型 状态 级别 区域 模型 主机 服务 種別 状態 モデル`);

/** Last parts that the part before them explains. */
const dependent = words('id ids uid uuid name nr no num number code key ref value val text label title');

/** What says who, or nothing, may be any column for want of knowledge; what says how, when or what is that. */
const elsewhere = words('ip country asn prompt account apiKey org forwardedFor endUser');

function namesAnother(field: string): boolean {
  const leaf = leafOf(field);
  const parts = dependent.has(fold(leaf)) ? [leaf, leafOf(parentOf(field))] : [leaf];
  if (parts.some(part => others.has(fold(part)) || wordsOf(part).some(word => others.has(word)))) return true;
  return suggestedBy(field).some(({ column }) => !elsewhere.has(column));
}
