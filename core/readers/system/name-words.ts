/** How programs say that a name could not be looked up: ping, wget, curl, apt, nslookup and whatever asks the C library, in the languages of forums. */
const words: readonly string[] = [
  'unknown host',
  "bad address '",
  'Temporary failure (?:in name resolution|resolving)',
  // busybox looks for the name of its own server first, which need not have one.
  "(?:could not|couldn'?t|unable to|can'?t|cannot) resolve (?:the )?(?:host|address|'(?!\\(null\\))|[\\w-]{1,40}\\.[a-z])",
  'no servers could be reached',
  'Name or service not known',
  'nodename nor servname provided',
  'Host name lookup failure',
  "can'?t find host [\\w-]",
  // That there is no such name is an answer too.
  "server can'?t find \\S{1,80}: (?:SERVFAIL|REFUSED|No response)",
  "couldn'?t get address for '",
  'unbekannter Host',
  'Name oder Dienst nicht bekannt',
  'Temporärer Fehler bei der Namensauflösung',
  'h[ôo]te inconnu',
  'Nom ou service inconnu',
  'Échec temporaire dans la résolution du nom',
  '(?:host|anfitrión) desconocido|desconocido host',
  'Nombre o servicio desconocido',
  'Fallo temporal en la resolución del nombre',
  'host sconosciuto',
  'Nome o servizio sconosciuto',
  'Nome ou serviço desconhecido',
  'Nieznana nazwa lub usługa|nieznany host',
  'Имя или служба не известны',
  'Временный сбой в разрешении имен',
];

/** In languages that put no space between words. */
const unspaced: readonly string[] = ['(?:无法|不能)解析(?:域名|主机)', '名前解決(?:が|に)(?:でき|失敗)'];

/** A line that says so, up to there. */
export const nameUnresolved = new RegExp(
  `^.{0,80}?(?:(?<![\\p{L}\\d])(?:${words.join('|')})|${unspaced.join('|')})`,
  'iu',
);
