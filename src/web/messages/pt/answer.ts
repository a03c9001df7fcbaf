import type { enAnswer } from '../en/answer.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');
const n = (count: number) => f.number(count);
const results = (count: number) =>
  `${n(count)} ${f.plural(count, { one: 'resultado', many: 'de resultados', other: 'resultados' })}`;

export const ptAnswer: typeof enAnswer = {
  answer: {
    heading: results,
    bands: (high, medium, low) => {
      const present = (
        [
          [high, f.plural(high, { one: 'serve bem', other: 'servem bem' })],
          [medium, f.plural(medium, { one: 'pode servir', other: 'podem servir' })],
          [low, f.plural(low, { one: 'serve pouco', other: 'servem pouco' })],
        ] as const
      ).filter(([count]) => count > 0);
      const only = present.length === 1 ? present[0] : undefined;
      if (only !== undefined) return only[0] === 1 ? only[1] : `todos ${only[1]}`;
      return f.list(present.map(([count, words]) => `${n(count)} ${words}`));
    },
    pageTitle: (count) => `${results(count)} para o seu desafio`,
    announce: (count, bands) =>
      `${results(count)} ${f.plural(count, { one: 'encontrado', other: 'encontrados' })}${bands === '' ? '' : `: ${bands}`}.`,
    understood: 'Entendido como',
    corrected: 'Lido como',
    youWrote: (word) => `você escreveu “${word}”`,
    filtered: (shown, total) => `${n(shown)} de ${results(total)} à vista`,
    few: 'Poucas fichas servem. Talvez apareçam mais se você descrever com outras palavras o que precisa, ou se omitir a cidade.',
    filterEmpty: 'Nenhum resultado reúne todas estas propriedades.',
    more: (count) => `Mostrar mais ${n(count)}`,
    list: 'Resultados, os melhores primeiro',
    ranked: 'Como isto foi classificado?',
  },
  nothing: {
    pageTitle: 'Nada no catálogo serve',
    heading: 'Nada no catálogo serve para este desafio',
    lead: 'Não encontramos nenhum caso nem fornecedor que apresentaríamos a uma câmara municipal para isto. Preferimos dizê-lo a mostrar algo que apenas se parece.',
    readAs: (concepts) =>
      `Entendemos que se trata de: ${concepts}. Se não for isso, diga com outras palavras.`,
    shares: 'O que tem em comum',
    tryHeading: 'O que você pode tentar',
    tries: [
      'Nomeie o problema em vez da solução: o que acontece, onde e a quem prejudica.',
      'Deixe de fora nomes de programas, ruas e leis locais, que nenhuma outra cidade partilha.',
      'Se dois desafios se misturam, apresente um de cada vez.',
    ],
    secretariat:
      'Você também pode dirigir a pergunta ao secretariado da associação, cuja equipe conhece casos que ainda não estão no catálogo.',
    browse: 'Ver todo o catálogo',
    nearest: 'As fichas mais próximas; todas servem pouco',
    announce: 'Nada no catálogo serve para este desafio.',
  },

  band: { high: 'Serve bem', medium: 'Pode servir', low: 'Serve pouco' },
  kind: { 'case-study': 'Caso', provider: 'Fornecedor' },
  kinds: { 'case-study': 'Casos', provider: 'Fornecedores' },
  providerKind: {
    company: 'Empresa',
    ngo: 'Organização sem fins lucrativos',
    utility: 'Concessionária de serviços públicos',
    research: 'Instituto de pesquisa',
    consultancy: 'Consultoria',
    'public-agency': 'Órgão público',
    network: 'Rede',
  },

  card: {
    why: 'Por que serve',
    check: 'Verifique antes de copiar',
    deliveredBy: 'Realizado por',
    provenBy: 'Casos que o comprovam',
    source: 'Fonte',
    noSource: 'Nenhuma fonte pública registrada',
    verified: 'Fatos principais vistos em uma página pública',
    unverified: 'Não verificado: vem de conhecimentos gerais',
    ranked: 'Como foi classificado',
    score: 'Pontuação',
    keyword: 'Palavras em comum',
    semantic: 'Proximidade de significado',
    context: 'Afinidade do contexto',
    rankedNote:
      'Cada número vai de 0 a 100%. Juntos formam a pontuação; os motivos acima baseiam-se nos mesmos números.',
    model: (name) => `Significado comparado com ${name}.`,
    modelNone: 'Comparado só pelas palavras.',
    seat: (place) => `com sede em ${place}`,
  },

  filter: {
    label: 'Filtrar os resultados',
    kind: 'Tipo',
    sector: 'Setor',
    country: 'País',
    apply: 'Aplicar',
    clear: 'Limpar os filtros',
    chosen: (count) => `${n(count)} ${f.plural(count, { one: 'escolhido', other: 'escolhidos' })}`,
    count: results,
  },

  map: {
    heading: 'Onde estão os casos',
    jump: 'Vê-los no mapa',
    approximate: 'Só o país é conhecido; o ponto está no centro dele.',
    label: (count) =>
      `Mapa-múndi com ${n(count)} ${f.plural(count, { one: 'caso numerado', other: 'casos numerados' })}. A tabela abaixo traz os mesmos lugares.`,
    one: (place) => `Mapa que mostra ${place}.`,
    table: 'Os mesmos lugares em uma tabela',
    number: 'N.º',
    place: 'Lugar',
    case: 'Caso',
    projection:
      'Mapa de áreas equivalentes. Onde os lugares estão próximos, uma linha liga o número ao seu lugar.',
  },
};
