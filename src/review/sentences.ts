/** "1 point", "2 points". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "2.1", "2.1 and 3.4", "2.1, 3.4 and 5.1". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A list that stays readable: from the seventh on, the rest is counted ("2.1, 2.2, 2.3, 2.4, 2.5 and 4 more"). */
export function listedShort(items: readonly string[]): string {
  if (items.length <= 6) return listed(items);
  return listed([...items.slice(0, 5), `${items.length - 5} more`]);
}
