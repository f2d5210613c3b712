import { members, type Route, route } from '../people/access.js';
import { EVERY_ROLE } from '../people/people.js';
import { judgementAddress, statementPage, statementPost } from './pages/statement.js';

const everyone = members(...EVERY_ROLE);
const judges = members('careers leader', 'contributor');

/** Every URL of reviews. */
export const reviewRoutes: Route[] = [
  route('GET', '/reviews/:id/statements/:code', everyone, statementPage),
  route('GET', '/reviews/:id/statements/:code/judgement', everyone, judgementAddress),
  route('POST', '/reviews/:id/statements/:code/judgement', judges, statementPost),
];
