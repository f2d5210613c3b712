import { signInRoutes } from '../account/routes.js';
import { anyone, type Route, route } from '../platform/access/route.js';
import { setUpPage, setUpPost } from './pages/set-up.js';

/** Every URL of the people's feature. */
export const peopleRoutes: Route[] = [
  route('GET', '/set-up', anyone, setUpPage),
  route('POST', '/set-up', anyone, setUpPost),
  ...signInRoutes,
];
