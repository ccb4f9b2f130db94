/** What a command +CGDCONT= defines, as it is written. */
export interface Context {
  readonly cid: number;
  readonly apn: string;
}

/** The context that a command defines, however badly it is quoted; undefined for any other command, and for one that defines no APN. */
export const contextOf = (command: string): Context | undefined => {
  const found = parts(command);
  return found && found.apn !== '' ? { cid: Number(found.cid || '1'), apn: found.apn } : undefined;
};

export const definesContext = (command: string): boolean => contextOf(command) !== undefined;

/** The command with its quotes and commas as they should be; one that has them, or defines no context, as it is. */
export const requoted = (command: string): string => {
  const found = parts(command);
  if (found === undefined) return command;
  const { head, cid, first, type, second, apn, rest, raw } = found;
  const isRight = first === ',' && second === ',' && cid !== '' && raw.type === `"${type}"` && raw.apn === `"${apn}"`;
  if (isRight && (rest.match(/"/g)?.length ?? 0) % 2 === 0) return command;
  const tail = rest.startsWith(';') ? rest : '';
  return `${head}${cid || '1'},"${type || 'IP'}","${apn}"${tail}`;
};

const parts = (command: string) => {
  const at = /\+CGDCONT\s*=\s*/i.exec(command);
  if (at === null) return undefined;
  const start = at.index + at[0].length;
  const found = shape.exec(command.slice(start));
  if (found === null) return undefined;
  const [
    ,
    cid = '',
    first = '',
    openType = '',
    type = '',
    closeType = '',
    second = '',
    open = '',
    apn = '',
    close = '',
  ] = found;
  return {
    head: command.slice(0, start),
    cid,
    first,
    type: type.toUpperCase(),
    second,
    apn: apn.trim(),
    rest: command.slice(start + found[0].length),
    raw: { type: `${openType}${type.toUpperCase()}${closeType}`, apn: `${open}${apn}${close}` },
  };
};

const shape = /^(\d{0,2})\s*([,.;]?)\s*(["']?)(IPV?4?V?6?|PPP)(["']?)\s*([,.;]?)\s*(["']?)([^"',;]*)(["']?)/i;
