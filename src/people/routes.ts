import { anyone, type Route, route } from './access.js';
import { setUpPage, setUpPost } from './pages/set-up.js';
import { signInRoutes } from './sign-in/routes.js';

/** Every URL of the people's room. */
export const peopleRoutes: Route[] = [
  route('GET', '/set-up', anyone, setUpPage),
  route('POST', '/set-up', anyone, setUpPost),
  ...signInRoutes,
];
