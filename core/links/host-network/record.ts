/** The name under which resolvconf keeps the name servers of a link. */
export const recordOf = (link: string): string => `${link}.dialtone`;

/** The link of a record of ours; undefined for the records of others. */
export const linkOf = (record: string): string | undefined => /^(\w[\w.-]{0,14})\.dialtone$/.exec(record)?.[1];
