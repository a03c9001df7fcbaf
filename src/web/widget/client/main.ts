import { CityMatch } from './element.js';

// A page that loads the script twice, or two versions of it, keeps the first.
if (customElements.get('city-match') === undefined) customElements.define('city-match', CityMatch);
