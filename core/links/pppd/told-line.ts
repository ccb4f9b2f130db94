import { redactText } from '../../facts/redact.js';

/** Who may not be named: the user and the password of this call. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A line of pppd's log as it may be told; undefined for what is no evidence of anything. */
export const toldLine = (line: string, credentials: Credentials): string | undefined =>
  noise.test(line) ? undefined : redactText(withoutCredentials(withoutSecrets(line), credentials));

/**
 * Its usage, which buries the one line that says which option was wrong; echoes; packets of protocols that nobody speaks; its own script
 * and plugin.
 */
const noise =
  /^\s|^$|^pppd version|^Usage:|^See pppd|^(?:sent|rcvd) \[LCP Echo|^rcvd \[proto=|^Script |^Plugin |^using channel/;

/** A challenge and its response together let anybody try passwords at leisure. */
const withoutSecrets = (line: string): string =>
  line
    .replace(/(\[CHAP (?:Challenge|Response) id=\S+) <[^>]*>/, '$1 <hidden>')
    .replace(/\b(user|name|password) ?= ?("(?:[^"\\]|\\.)*"|<hidden>)/g, '$1=<hidden>');

/** Too short a name would hide half of every line. */
const shortest = 4;

const withoutCredentials = (line: string, { user, password }: Credentials): string =>
  [password, user].reduce(
    (text, secret) => (secret.length < shortest ? text : text.replaceAll(secret, '<hidden>')),
    line,
  );
