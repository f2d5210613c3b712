import { anyone, type Route, route } from '../platform/access/route.js';
import { helpPage } from './pages/help.js';
import { homePage } from './pages/home.js';

/** The first page, and help. */
export const homeRoutes: Route[] = [
  route('GET', '/', anyone, homePage),
  route('GET', '/help', anyone, helpPage),
];
