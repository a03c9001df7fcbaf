import type { Language } from '../../languages.js';
import type { WidgetTheme } from '../../partners/contract.js';
import { MESSAGES } from '../messages/index.js';
import { newestRelease } from './releases.js';

/** What the widget inside the frame is given. */
export interface Framed {
  key: string;
  language: Language;
  theme: string;
  mode: string;
  sector: string[];
  country: string[];
  /** What the partner set; our policy takes no inline style, so that a script puts it in. */
  look: WidgetTheme;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
const attributes = (values: Record<string, string>) =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');

/** The page inside the frame: the widget alone, or a link where no script runs. Written out: for Preact `key` is its own. */
export function framePage({ key, language, theme, mode, sector, country, look }: Framed): string {
  const { title } = MESSAGES[language].browse;
  const { path, integrity } = newestRelease();
  const search = `/search?${new URLSearchParams(sector.map((one) => ['sector', one]))}`;
  const widget = attributes({
    ...{ key, language, theme, mode },
    ...{ sector: sector.join(','), country: country.join(',') },
    'data-look': JSON.stringify(look),
  });
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>CityMatch: ${escaped(title)}</title>
<script src="${path}" integrity="${integrity}" async></script>
<script src="/embed/v1/inside.js" defer></script>
</head>
<body>
<main>
<city-match ${widget}><a ${attributes({ href: search })} target="_blank" rel="noopener">${escaped(title)}</a></city-match>
</main>
</body>
</html>
`;
}
