/** An adapter for WiMAX, by its vendor (Beceem) or its name: it has its own drivers, no AT commands and no PPP. */
export const isWimax = (vendor: string, name = ''): boolean => makers.has(vendor) || /\bwi-?max\b/i.test(name);

const makers: ReadonlySet<string> = new Set(['198f']);
