/** A line of `nmcli -t`: its fields are parted by colons, and a colon of their own has a backslash before it. */
export const fieldsOf = (line: string): readonly string[] =>
  line.split(/(?<!\\):/).map((field) => field.replace(/\\(.)/g, '$1'));

/** The lines of `nmcli -t -f …` as fields. */
export const rowsOf = (output: string): readonly (readonly string[])[] => linesOf(output).map(fieldsOf);

/** What `nmcli -t … show` says of one thing: name → values, numbered ones such as `IP4.DNS[1]` under one name. */
export const valuesOf = (output: string): Readonly<Record<string, readonly string[]>> => {
  const values: Record<string, string[]> = {};
  for (const line of linesOf(output)) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).replace(/\[\d+\]$/, '');
    const value = line.slice(at + 1).replace(/\\(.)/g, '$1');
    if (value !== '') values[name] = [...(values[name] ?? []), value];
  }
  return values;
};

const linesOf = (output: string): readonly string[] => output.split('\n').filter((line) => line.includes(':'));
