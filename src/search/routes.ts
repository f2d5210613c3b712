import { everyone, type Route, route } from '../platform/access/route.js';
import { searchPage } from './pages/search.js';

/** Search over everything. */
export const searchRoutes: Route[] = [route('GET', '/search', everyone, searchPage)];
