/**
 * The expected errors. A `Problem` says, in a plain sentence, what to do; only channels (pages, API, command
 * line) catch it. Anything that is not a Problem is a fault of ours.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    /** HTTP status of the answer. */
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503,
    /** Stable name, `noun.reason`: "agreement.unknown-level". */
    readonly code: string,
    /** What is so and what to do, for a person. */
    message: string,
    /** For forms: the sentence for each field. */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** 422: the input cannot be taken; `fields` says which and what to enter. */
export const invalid = (code: string, message: string, fields: Record<string, string> = {}) =>
  new Problem(422, code, message, fields);
/** 401: nobody is signed in, or the session has ended. */
export const unauthenticated = (code = 'session.missing', message = 'Sign in to continue.') =>
  new Problem(401, code, message);
/** 403: the thing may be seen by this person, but not changed so. */
export const forbidden = (code: string, message: string) => new Problem(403, code, message);
/** 404: there is no such thing, or none that this person may know of. */
export const notFound = (code: string, message: string) => new Problem(404, code, message);
/** 409: somebody else changed it first, or its state does not allow it. */
export const conflict = (code: string, message: string) => new Problem(409, code, message);
/** 413: more than is taken. */
export const tooLarge = (code: string, message: string) => new Problem(413, code, message);
/** 429: too many attempts. */
export const tooMany = (code: string, message: string) => new Problem(429, code, message);

/** A start that cannot go on: one plain sentence, exit 2. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
