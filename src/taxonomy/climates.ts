/** Köppen-Geiger classes, by main group: tropical, dry, temperate, cold in winter, polar. */
export const CLIMATE_CLASSES = {
  A: ['Af', 'Am', 'Aw'],
  B: ['BWh', 'BWk', 'BSh', 'BSk'],
  C: ['Cfa', 'Cfb', 'Cfc', 'Csa', 'Csb', 'Csc', 'Cwa', 'Cwb', 'Cwc'],
  D: ['Dfa', 'Dfb', 'Dfc', 'Dfd', 'Dsa', 'Dsb', 'Dsc', 'Dsd', 'Dwa', 'Dwb', 'Dwc', 'Dwd'],
  E: ['ET', 'EF'],
} as const;
export type ClimateGroup = keyof typeof CLIMATE_CLASSES;

/** Every class. */
export const climateClasses = Object.values(CLIMATE_CLASSES).flat();
