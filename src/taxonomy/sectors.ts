/** A field of work that entries are filed under. */
export interface Sector {
  id: string;
  labels: { en: string; es: string; fr: string; pt: string };
}

const sector = (id: string, en: string, es: string, fr: string, pt: string): Sector => ({
  id,
  labels: { en, es, fr, pt },
});

/** The sectors of the catalogue, sorted by id. */
export const sectors: readonly Sector[] = [
  sector(
    'active-mobility-freight',
    'Cycling, walking, low-emission zones and freight',
    'Bicicleta, peatones, zonas de bajas emisiones y carga',
    'Vélo, marche, zones à faibles émissions et fret',
    'Bicicleta, pedestres, zonas de baixas emissões e carga',
  ),
  sector(
    'air-quality',
    'Air quality monitoring and clean air',
    'Calidad del aire',
    'Qualité de l’air',
    'Qualidade do ar',
  ),
  sector(
    'building-energy-retrofit',
    'Energy efficiency in buildings and retrofit',
    'Eficiencia energética y rehabilitación de edificios',
    'Efficacité énergétique et rénovation des bâtiments',
    'Eficiência energética e reabilitação de edifícios',
  ),
  sector(
    'circular-reuse-plastics',
    'Circular economy, reuse and plastics',
    'Economía circular, reutilización y plásticos',
    'Économie circulaire, réemploi et plastiques',
    'Economia circular, reutilização e plásticos',
  ),
  sector(
    'climate-finance-governance',
    'Climate finance and governance',
    'Finanzas y gobernanza climáticas',
    'Finance et gouvernance climatiques',
    'Finanças e governança climáticas',
  ),
  sector(
    'coastal-sea-level-rise',
    'Coast and sea-level rise',
    'Costa y subida del nivel del mar',
    'Littoral et montée du niveau de la mer',
    'Costa e subida do nível do mar',
  ),
  sector(
    'digital-data',
    'Digital tools and data',
    'Herramientas digitales y datos',
    'Outils numériques et données',
    'Ferramentas digitais e dados',
  ),
  sector(
    'disaster-early-warning',
    'Disaster risk and early warning',
    'Riesgo de desastres y alerta temprana',
    'Risques de catastrophe et alerte précoce',
    'Risco de desastres e alerta precoce',
  ),
  sector(
    'district-heating-cooling',
    'District heating, cooling and large heat pumps',
    'Calefacción y refrigeración urbanas',
    'Réseaux de chaleur et de froid',
    'Aquecimento e arrefecimento urbanos',
  ),
  sector(
    'flooding-stormwater',
    'Flooding, stormwater and sponge city',
    'Inundaciones y aguas pluviales',
    'Inondations et eaux pluviales',
    'Inundações e águas pluviais',
  ),
  sector(
    'food-systems',
    'Food systems and urban agriculture',
    'Alimentación y agricultura urbana',
    'Alimentation et agriculture urbaine',
    'Alimentação e agricultura urbana',
  ),
  sector(
    'green-space-biodiversity',
    'Green space and biodiversity',
    'Zonas verdes y biodiversidad',
    'Espaces verts et biodiversité',
    'Áreas verdes e biodiversidade',
  ),
  sector('health', 'Public health', 'Salud pública', 'Santé publique', 'Saúde pública'),
  sector(
    'housing-equity',
    'Affordable housing, informal settlements and equity',
    'Vivienda asequible, asentamientos informales y equidad',
    'Logement abordable, quartiers informels et équité',
    'Habitação acessível, assentamentos informais e equidade',
  ),
  sector(
    'public-transport',
    'Public transport and bus rapid transit',
    'Transporte público y autobuses rápidos',
    'Transports publics et bus à haut niveau de service',
    'Transporte público e BRT',
  ),
  sector(
    'sanitation-wastewater',
    'Wastewater and reuse',
    'Saneamiento, aguas residuales y reutilización',
    'Assainissement, eaux usées et réutilisation',
    'Saneamento, águas residuais e reúso',
  ),
  sector(
    'solar-community-energy',
    'Solar and community energy',
    'Energía solar y comunitaria',
    'Énergie solaire et citoyenne',
    'Energia solar e comunitária',
  ),
  sector('street-lighting', 'Street lighting', 'Alumbrado público', 'Éclairage public', 'Iluminação pública'),
  sector(
    'urban-heat-cooling',
    'Urban heat and cooling',
    'Calor urbano y enfriamiento',
    'Chaleur urbaine et rafraîchissement',
    'Calor urbano e arrefecimento',
  ),
  sector(
    'waste-organics',
    'Waste, organics, composting and landfill',
    'Residuos, orgánicos, compostaje y vertederos',
    'Déchets, compostage et décharges',
    'Resíduos, orgânicos, compostagem e aterros',
  ),
  sector(
    'water-supply-drought',
    'Drought, water supply and non-revenue water',
    'Sequía, abastecimiento y pérdidas de agua',
    'Sécheresse, eau potable et pertes',
    'Seca, abastecimento e perdas de água',
  ),
];

const [firstSector, ...otherSectors] = sectors.map(({ id }) => id);
if (firstSector === undefined) throw new Error('There is no sector');

/** Ids of the sectors, sorted. */
export const sectorIds: readonly [string, ...string[]] = [firstSector, ...otherSectors];

const byId = new Map(sectors.map((one) => [one.id, one]));

/** A sector's label in a language (BCP 47), English where we have no other; the id itself when unknown. */
export function sectorLabel(id: string, language = 'en'): string {
  const labels: Record<string, string> | undefined = byId.get(id)?.labels;
  return labels?.[language.split('-')[0] ?? 'en'] ?? labels?.en ?? id;
}
