export { countries, countryCodes, countryName, parseCountry } from './countries.js';
export { type Pathway, parsePathway, pathwayIds, pathways, type Sdg, sdgs } from './goals.js';
export { regionName, regions, regionsOf } from './regions.js';
export { type Sector, sectorIds, sectorLabel, sectors } from './sectors.js';
export { conceptLabel } from './thesaurus.js';
