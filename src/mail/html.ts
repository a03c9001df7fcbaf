import type { MailBlock, MailParts } from './parts.js';

const FONT = "font-family:'Source Sans 3','Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const STYLE = {
  body: `margin:0;padding:0;background:#f6f8f7;color:#15222b;${FONT};font-size:16px;line-height:1.5;-webkit-text-size-adjust:100%`,
  page: 'width:100%;border-collapse:collapse;background:#f6f8f7',
  room: 'padding:24px 12px',
  sheet:
    'width:100%;max-width:600px;margin:0 auto;border-collapse:separate;background:#ffffff;border:1px solid #dbe1df;border-radius:8px',
  inside: 'padding:28px 24px;overflow-wrap:anywhere',
  name: 'margin:0 0 20px;font-size:18px;line-height:1.2;font-weight:700;color:#0b5a63',
  text: 'margin:0 0 16px',
  quote: 'margin:0 0 16px;padding:2px 0 2px 14px;border-left:4px solid #7d8b8a;color:#4d5c66',
  list: 'margin:0 0 16px;padding:0 0 0 20px',
  item: 'margin:0 0 10px',
  button:
    'display:inline-block;padding:12px 24px;background:#0b5a63;border:1px solid #0b5a63;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none',
  address: 'margin:0 0 20px;font-size:14px;color:#4d5c66',
  link: 'color:#0b5a63',
  rule: 'margin:24px 0 16px;border:0;border-top:1px solid #dbe1df',
  small: 'margin:0;font-size:14px;color:#4d5c66',
};
/** For programs that read it: the same sheet in the dark. Others show the light one, whole, or turn it by themselves. */
const DARK =
  '@media (prefers-color-scheme:dark){.m-back{background:#0f1719!important;color:#e7eeed!important}.m-sheet{background:#162022!important;border-color:#2b393b!important}.m-name,.m-link{color:#74c8cd!important}.m-soft{color:#a6b4b5!important}.m-button{background:#74c8cd!important;border-color:#74c8cd!important;color:#062226!important}.m-rule{border-color:#2b393b!important}}';

/** A mail as HTML: one column, styles in place, nothing fetched from anywhere. */
export function htmlOf({ subject, greeting, blocks, closing, language = 'en' }: MailParts): string {
  const [signature = '', ...reasons] = closing;
  const rest =
    reasons.length === 0
      ? ''
      : `<hr class="m-rule" style="${STYLE.rule}"><p class="m-soft" style="${STYLE.small}">${reasons.map(escaped).join('<br>')}</p>`;
  const content = [
    `<p class="m-name" style="${STYLE.name}">CityMatch</p>`,
    paragraph(greeting),
    ...blocks.map(rich),
    `<p style="margin:0">${escaped(signature)}</p>`,
    rest,
  ].join('\n');
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body class="m-back" style="${STYLE.body}">
<table role="presentation" class="m-back" style="${STYLE.page}"><tr><td style="${STYLE.room}">
<table role="presentation" class="m-sheet" style="${STYLE.sheet}"><tr><td style="${STYLE.inside}">
${content}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function rich(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return paragraph(block.text);
    case 'quote':
      return `<blockquote class="m-soft" dir="auto" style="${STYLE.quote}">${lines(block.text)}</blockquote>`;
    case 'list':
      return `<ul style="${STYLE.list}">${block.items.map(listed).join('')}</ul>`;
    case 'action':
      return `<p style="margin:0 0 8px"><a class="m-button" href="${escaped(block.href)}" style="${STYLE.button}">${escaped(block.label)}</a></p>
<p class="m-soft" style="${STYLE.address}">${link(block.href, block.href)}</p>`;
  }
}

function listed({ title, text, href }: { title: string; text?: string; href?: string }): string {
  const head = href === undefined ? escaped(title) : link(href, title);
  const more = text === undefined ? '' : `<br>${lines(text)}`;
  return `<li dir="auto" style="${STYLE.item}"><strong>${head}</strong>${more}</li>`;
}

function paragraph(text: string): string {
  return `<p dir="auto" style="${STYLE.text}">${lines(text)}</p>`;
}

function link(href: string, text: string): string {
  return `<a class="m-link" href="${escaped(href)}" style="${STYLE.link}">${escaped(text)}</a>`;
}

const lines = (text: string) => escaped(text).replaceAll('\n', '<br>');
const escaped = (text: string) => text.replace(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`);
