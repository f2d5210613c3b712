/** The words for schools that the register of schools in England has. */

/** Phases as Get Information About Schools writes them. */
export const PHASES = [
  'Nursery',
  'Primary',
  'Middle deemed primary',
  'Middle deemed secondary',
  'Secondary',
  '16 plus',
  'All-through',
  'Not applicable',
] as const;

/** The regions of England as Get Information About Schools writes them. */
export const REGIONS = [
  'North East',
  'North West',
  'Yorkshire and the Humber',
  'East Midlands',
  'West Midlands',
  'East of England',
  'London',
  'South East',
  'South West',
] as const;
