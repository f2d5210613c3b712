/** Ids as they stand in addresses, forms and tables: UUIDs in small letters. */

/** For a pattern that holds more than the id. */
export const ID_PATTERN = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const ID = new RegExp(`^${ID_PATTERN}$`);

/** True for text that can be an id; asking the database for anything else would be a fault. */
export const isId = (text: string): boolean => ID.test(text);
