export { until } from '../../scripts/stack/until.js';
