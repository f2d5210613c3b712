import { anyone, type Route, route } from '../people/access.js';
import { homePage } from './pages/home.js';

/** The first page. */
export const homeRoutes: Route[] = [route('GET', '/', anyone, homePage)];
