/** Compiles a module that holds JSX to JavaScript whose markup is put together beforehand, line for line. */
export function compileMarkup(path: string, text: string): Promise<string>;
