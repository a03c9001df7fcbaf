/** Words by which the coach knows what a draft says, in English, Spanish, French, Portuguese and German. */
const words = (...parts: string[]) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${parts.join('|')})(?![\p{L}\p{N}])`, 'iu');

/** The languages that the words below are of. */
export const COACHED_LANGUAGES: ReadonlySet<string> = new Set(['en', 'es', 'fr', 'pt', 'de']);

/** What can be counted or seen to be so: numbers, shares, and words for all or none. */
export const MEASURABLE = words(
  String.raw`\p{N}.*`,
  'no|none|nobody|no one|never|every|everyone|each|all|always|daily|half|third|quarter|twice|double|two|three|four|five|six|ten|zero|fewer than|less than|at most|at least|any',
  'ningun[oa]?|ningún|nadie|nunca|cada|tod[oa]s?|siempre|mitad|tercio|doble|dos|tres|cuatro|cinco|seis|diez|cero|menos de|diariamente',
  'aucune?|personne ne|jamais|chaque|tou(?:s|tes|te|t)|toujours|moitié|tiers|quart|double|deux|trois|quatre|cinq|six|dix|zéro|moins de',
  'nenhum[as]?|nenhum|ninguém|nunca|cada|tod[oa]s?|sempre|metade|terço|dobro|dois|duas|três|quatro|cinco|dez|zero|menos de',
  'kein(?:e[mnrs]?)?|niemand|nie|jede[mnrs]?|alle[mnrs]?|immer|hälfte|drittel|viertel|doppelt|zwei|drei|vier|fünf|sechs|zehn|null|weniger als|höchstens|mindestens|täglich',
);

/** A number with a date or a limit, or a stated aim: what makes a figure of a statement an aim. */
export const AIM = words(
  String.raw`(?:by|until|before|within|bis|binnen|innerhalb|hasta|antes de|para|en|d['’]ici|avant|até|antes de|em|dentro de)(?:\s+(?:the|end|of|el|fin|final|de|ende|fin|o|next|zum|la|le))*\s+(?:20[2-9]\d|(?:two|three|four|five|ten|\d+)\s+(?:years?|months?)|(?:dos|tres|cuatro|cinco|diez|\d+)\s+(?:años|meses)|(?:deux|trois|cinq|dix|\d+)\s+(?:ans|mois)|(?:dois|três|cinco|dez|\d+)\s+(?:anos|meses)|(?:zwei|drei|fünf|zehn|\d+)\s+(?:jahren?|monaten?))`,
  `(?:our |the )?(?:goal|target|aim) is|(?:nuestra|la) meta es|(?:notre|l['’]) ?objectif est|(?:nossa|a) meta é|(?:unser|das) ziel ist`,
  String.raw`(?:to|reduce|cut|raise|reach|reducir|alcanzar|réduire|atteindre|reduzir|alcançar|auf|um)\s+(?:\p{L}+\s+){0,4}\d+ ?(?:%|percent|per cent|por ciento|pour cent|por cento|prozent)`,
);

const ASKS = [
  String.raw`(?:we|council|city|mayor|town|office|police|department|staff)(?:\s+(?:really|urgently|also|now|would))?\s+(?:needs?|wants?|like|seeks?|plans?)(?:\s+to\s+(?:buy|get|have|introduce|purchase|procure|develop|build|launch|use))?`,
  'looking for|searching for|want to buy|plan to buy',
  String.raw`(?:necesitamos|queremos|quisiéramos|buscamos|hace falta|deseamos)(?:\s+(?:comprar|adquirir|tener|desarrollar|crear|implementar|instalar|usar))?`,
  String.raw`(?:voulons|cherchons|souhaitons|désirons|avons besoin|il nous faut|recherchons)(?:\s+(?:acheter|acquérir|créer|développer|installer|lancer))?(?:\s+d['’e])?`,
  String.raw`(?:precisamos|queremos|buscamos|procuramos|gostaríamos|desejamos)(?:\s+de)?(?:\s+(?:comprar|adquirir|ter|criar|desenvolver|instalar|usar))?`,
  '(?:brauchen|wollen|suchen|möchten|benötigen|wünschen uns)(?:\\s+wir)?',
];
/** Things of technology that are bought by their kind. */
const THINGS = `(?:mobile |smart )?apps?|application mobile|applications?|appli|platforms?|software|dashboards?|chatbots?|blockchain|sensors?|drones?|digital twins?|portal|smart (?:bins?|meters?|lamps?|poles?)|robots?|aplicación|aplicaciones|plataformas?|sensores|gemelos? digital(?:es)?|robots?|plateformes?|logiciels?|capteurs|jumeaux? numériques?|aplicativos?|gêmeos? digitais|plattform(?:en)?|sensoren|drohnen|roboter|digitale[rnsm]? zwillinge?|(?:artificial intelligence|inteligencia artificial|intelligence artificielle|inteligência artificial|künstliche intelligenz)`;
/** Words between the asking and the thing that make it another one: what is there is to be mended, or people are meant. */
const OTHERWISE = words(
  'repair|fix|mend|replace|maintain|without|instead|people|reparar|arreglar|sin|réparer|sans|remplacer|consertar|sem|reparieren|ersetzen|ohne|statt|that|who|que|qui|dass|damit|because|so',
);
const NEGATED = words("not|don['’]t|no|ne|n['’]|não|nicht|kein(?:e[mnrs]?)?|never");

const PRODUCT = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${ASKS.join('|')})(?<between>(?:[\s'’]+[\p{L}\p{N}-]+){0,4}?)[\s'’]+(?<thing>${THINGS})(?![\p{L}\p{N}])`,
  'dgiu',
);

/** The first thing that a text asks for by its kind, with its [start, end). */
export function productAskedFor(text: string): { words: string; range: [number, number] } | undefined {
  for (const hit of text.matchAll(PRODUCT)) {
    const before = text.slice(Math.max(0, hit.index - 12), hit.index + hit[0].length);
    const sentence = before.slice(before.search(/[^.!?;]*$/u));
    if (OTHERWISE.test(hit.groups?.between ?? '') || NEGATED.test(sentence)) continue;
    const range = hit.indices?.groups?.thing;
    if (range !== undefined) return { words: text.slice(...range), range };
  }
  return undefined;
}

/** What towns complain of, one line a subject. */
const SUBJECTS = [
  'potholes?|roads?|streets are|holes|baches|routes|estradas|buracos|straßen|schlaglöcher',
  'schools?|teachers|kindergartens?|escuelas?|maestros|colegios|écoles?|professeurs|escolas?|creches?|professores|schulen?|kitas?|lehrer',
  'hospitals?|clinics?|doctors|hospital(?:es)?|médicos|hôpital|hôpitaux|médecins|hospitais|krankenhaus|ärzte',
  'water|river|sewage|agua|río|desagüe|eau|rivière|égouts|água|esgoto|wasser|fluss|kanalisation',
  'waste|rubbish|garbage|litter|basura|residuos|déchets|ordures|lixo|suj[ao]|sale|müll|abfall',
  'bus|buses|trains?|transport|autobuses|colectivos|transports|ônibus|busse|bahn|nahverkehr',
  'young people|youth|jobs|unemployment|jóvenes|empleo|desempleo|jeunes|emploi|chômage|jovens|empregos?|desemprego|jugend|arbeitsplätze|arbeitslosigkeit',
  'tourism|tourists|turismo|turistas|tourisme|touristes|tourismus|touristen',
  'housing|rents?|vivienda|alquileres|logements?|loyers|moradia|aluguel|wohnungen|mieten',
  'sports?|theatre|museum|swimming pool|deportes?|teatro|piscina|sport|théâtre|piscine|esportes?|schwimmbad|theater',
  'market|shops|mercado|tiendas|marché|commerces|lojas|läden|markt',
  'lighting|dark|alumbrado|oscur[ao]s?|éclairage|sombre|iluminação|escur[ao]s?|beleuchtung|dunkel',
  "air quality|smog|calidad del aire|qualité de l['’]air|qualidade do ar|luftqualität",
  'digital|digitales|numérique|digitais|digitalisierung',
  'crime|theft|delincuencia|robos|criminalité|vols|crime|roubos|kriminalität',
  'floods?|flooding|inundaciones|inondations?|enchentes|hochwasser|überschwemmungen',
  'energy|electricity|power cuts|energía|luz|électricité|energia|strom|energie',
  'trees|parks?|green space|árboles|parques|arbres|parcs|árvores|bäume|grünflächen',
].map((part) => words(part));

/** How many subjects of town life a text speaks of. */
export function subjectsIn(text: string): number {
  return SUBJECTS.filter((subject) => subject.test(text)).length;
}
