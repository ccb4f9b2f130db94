import { type MakeReader, placeOf } from '../reader.js';
import { flawAt, hidden } from './setting.js';

/** pap-secrets and chap-secrets: client, server, secret. Of them, only who has one is told. */
export const pppSecrets: MakeReader = () => {
  let inside = false;
  return {
    kind: 'ppp-secrets',
    read: (line) => {
      const { text } = line;
      if (/^#\s*(?:Secrets for authentication using|client\s+server\s+secret)/i.test(text)) {
        inside = true;
        return [];
      }
      if (text === '' || line.program !== undefined) return undefined;
      if (text.startsWith('#')) return inside ? [] : undefined;
      const found = entry.exec(text);
      if (found === null) {
        const half = inside ? /^("[^"]*"|'[^']*'|[^\s"']+)\s+(\*|"\*")$/.exec(text) : undefined;
        inside = false;
        return half ? [flawAt({ tool: 'pppd', key: 'secret', at: placeOf(line) }, 'secret-missing')] : undefined;
      }
      if (!/\s["']?\*["']?\s/.test(text)) return undefined;
      inside = true;
      const [, client = '', server = ''] = found;
      const at = { ...placeOf(line), text: `${client} ${server} ${hidden}` };
      return [
        {
          fact: 'config.read',
          tool: 'pppd',
          section: 'secrets',
          key: client.replace(/^["']|["']$/g, ''),
          value: hidden,
          at,
        },
      ];
    },
  };
};

/** A client, a server (most often `*`), a secret, and addresses. */
const entry =
  /^("[^"]*"|'[^']*'|[\w.@*+-]+)\s+(\*|"\*"|'\*'|[\w.-]+)\s+("[^"]*"|'[^']*'|[^\s"'=|<>-][^\s"'=|<>]*)(?:\s+[\d.*"]+){0,4}$/;
