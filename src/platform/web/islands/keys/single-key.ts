/** What tells a key that is pressed by itself from a shortcut of the browser or the system, and from a word being composed. */
export type KeyPressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>;

/** True for a key without Ctrl, Alt or Meta (on a Mac: Cmd), while no word is composed. */
export const isSingleKey = ({ ctrlKey, metaKey, altKey, isComposing }: KeyPressed): boolean =>
  !(ctrlKey || metaKey || altKey || isComposing);
