/** The same module, in which no object begins with a copy and goes on; every line stays where it was. */
export function copyInto(code: string): string;
