import { anyone, type Route, route } from '../people/access.js';
import { whoToBePage, whoToBePost } from './pages/who-to-be.js';

/** Every URL of the sample. Outside it, these are not found. */
export const castRoutes: Route[] = [
  route('GET', '/demo', anyone, whoToBePage),
  route('POST', '/demo', anyone, whoToBePost),
];
