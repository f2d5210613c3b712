import { anyone, type Route, route } from '../platform/access/route.js';
import { whoToBePage, whoToBePost } from './pages/choose-persona.js';

/** Every URL of the sample. Outside it, these are not found. */
export const demoRoutes: Route[] = [
  route('GET', '/demo', anyone, whoToBePage),
  route('POST', '/demo', anyone, whoToBePost),
];
