import type { enPartners } from '../en/partners.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');
const n = (count: number) => f.number(count);
const short = new Intl.DateTimeFormat('pt', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const time = (at: Date) => `${at.toISOString().slice(11, 16)} UTC`;

export const ptPartners: typeof enPartners = {
  title: (name) => `A busca nas páginas de ${name}`,
  lead: 'Quem tem o link desta página pode lê-la. Nada pode ser alterado aqui: a secretaria faz isso por você.',
  paused:
    'A busca está em pausa: suas chaves não funcionam agora. Fale com a secretaria, que pode reativá-la.',
  closedTitle: 'Este link não funciona mais',
  closed:
    'Pode estar incompleto, ou a secretaria fez um novo ou o retirou. Peça à secretaria o link que funciona agora.',
  facets: {
    kind: 'Tipo',
    sector: 'Setores',
    country: 'Países',
    region: 'Regiões',
    sdg: 'Objetivos de Desenvolvimento Sustentável',
    pathway: 'Caminhos',
  },
  scope: {
    heading: 'O que ela abrange',
    everything: 'Todo o catálogo.',
  },
  origins: {
    heading: 'Páginas que podem usá-la',
    lead: 'As chaves publicáveis funcionam em páginas destas origens e em nenhuma outra.',
    none: 'Nenhum outro site ainda: as chaves só funcionam em páginas deste site.',
  },
  usage: {
    heading: 'Uso',
    spans: 'Quantos dias são mostrados',
    lastDays: (count) => `${n(count)} dias`,
    counts: {
      searches: 'Buscas',
      matches: 'Desafios descritos',
      empty: 'Nada encontrado',
      selections: 'Resultados abertos',
      handOvers: 'Encaminhados à secretaria',
      refused: 'Pedidos recusados',
    },
    when: 'Dia',
    fromTo: (from, to) => `${from} a ${to}`,
    shortDay: (day) => short.format(day),
    most: (count, when) => `Máximo: ${n(count)} (${when})`,
    noUse: 'Sem uso',
    table: 'O mesmo em uma tabela',
    csv: 'Estes dias em CSV',
    counted:
      'Contado por chave e dia (UTC), em menos de um minuto. Nada é guardado de quem perguntou, de onde ou o quê.',
  },
  quota: {
    today: 'Buscas e desafios de hoje (UTC):',
    of: (used, quota) => `${n(used)} de ${n(quota)}`,
    any: (used) => `${n(used)}, sem limite`,
    usedUp: 'Esgotado: novas respostas a partir da meia-noite UTC.',
  },
  keys: {
    heading: 'Chaves',
    key: 'Chave',
    state: 'Situação',
    lastUsed: 'Último uso',
    never: 'Ainda não',
    none: 'Não há chave publicável. Peça uma à secretaria.',
    active: 'Funciona',
    expiring: (at) =>
      `Funciona até ${f.date(at)}, ${time(at)}: ponha antes a chave mais nova nas suas páginas`,
    expired: (at) => `Terminou em ${f.date(at)}`,
    revoked: (at) => `Revogada em ${f.date(at)}`,
  },
  snippet: {
    heading: 'Para as suas páginas',
    lead: 'Copie um destes trechos para o HTML de uma página, onde a busca deve ficar.',
    noKey: 'Antes é preciso uma chave publicável que funcione.',
    copy: 'Copiar',
    copied: 'Copiado',
    twoLines: 'A busca: duas linhas',
    twoLinesHint: 'Sempre a versão mais nova. Quem lê sem JavaScript recebe um link simples.',
    fixed: 'O mesmo, uma versão para sempre',
    fixedHint:
      'O navegador recusa o arquivo se uma letra dele mudar (integridade de sub-recursos). Melhorias só chegam quando você mudar esta linha.',
    style: 'Sua aparência, para a sua folha de estilo',
    styleHint: 'Estas regras vão em uma folha de estilo da sua página.',
    frame: 'Em um quadro',
    frameHint:
      'Para páginas que não devem executar scripts de terceiros. A segunda linha deixa o quadro crescer com o que mostra.',
    link: 'Um link simples',
    linkHint: 'Para boletins e páginas que não aceitam outra coisa.',
    linkText: 'Buscar respostas comprovadas para cidades no CityMatch',
  },
  demo: {
    title: 'Demonstração: a busca no site de um parceiro',
    site: 'Rede Ribeirinha de Municípios',
    siteLead:
      'Uma rede de municípios inventada. Esta página mostra como a busca do CityMatch fica em páginas de outros.',
    nav: 'Esta página',
    search: 'Buscar estudos de caso',
    searchText:
      'As duas linhas do widget, nada mais. Ele usa o idioma da página e nada do estilo desta página.',
    challenge: 'Descrever um desafio',
    challengeText: 'O mesmo com mode="challenge": um desafio nas suas palavras, respondido com razões.',
    frame: 'Em um quadro',
    frameText: 'Para sites que não executam scripts de terceiros.',
    frameTitle: 'Busca do CityMatch',
    link: 'Um link simples',
    linkText: 'O que recebem leitores sem JavaScript, e boletins:',
    back: 'Voltar ao CityMatch',
    away: 'A demonstração está desligada neste servidor.',
  },
};
