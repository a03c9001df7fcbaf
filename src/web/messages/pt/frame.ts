import type { enFrame } from '../en/frame.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');
const n = (count: number) => f.number(count);

export const ptFrame: typeof enFrame = {
  colon: ':',
  skip: 'Ir para o conteúdo',
  pageTitle: (title) => `${title} – CityMatch`,
  nav: {
    label: 'Principal',
    ask: 'Apresentar um desafio',
    new: 'Perguntar ao secretariado',
    browse: 'Ver o catálogo',
    about: 'Como funciona',
  },
  footer: {
    text: 'Ninguém paga por um lugar na lista. Antes de copiar um caso, confirme-o com a cidade que o realizou.',
    ranking: 'Como as respostas são classificadas',
    openData: 'Dados abertos',
    api: 'Para desenvolvedores',
    language: 'Idioma',
    machine:
      'A versão em português deste site, com os motivos de cada resultado, é redigida por uma máquina; em caso de dúvida, vale a inglesa.',
  },

  states: {
    notFoundTitle: 'Esta página não existe',
    notFound: 'O endereço pode estar errado, ou a ficha pode já não constar do catálogo.',
    entryNotFoundTitle: 'Esta ficha não está no catálogo',
    errorTitle: 'Algo falhou do nosso lado',
    error:
      'Nada do que você escreveu se perdeu: está no endereço desta página. Tente de novo dentro de um minuto.',
    unavailableTitle: 'A busca está indisponível por um momento',
    unavailable:
      'Uma parte necessária para a resposta não responde. O que você escreveu está guardado; tente de novo dentro de um minuto.',
    requestId: 'Se voltar a acontecer, informe este número:',
    retry: 'Tentar de novo',
    home: 'Ir para a página inicial',
    startingTitle: 'Em preparação',
    starting:
      'O catálogo está sendo preparado. O primeiro arranque leva até meio minuto; esta página continua sozinha.',
    partName: {
      database: 'o banco de dados',
      queue: 'a fila de tarefas',
      search: 'o mecanismo de busca',
      embedder: 'a comparação pelo significado',
    },
    doing: {
      'Opening the database': 'Abrindo o banco de dados',
      'Getting the embedding model': 'Obtendo o modelo de significado',
      'Opening the search index': 'Abrindo o índice de busca',
      'Opening the job queue': 'Abrindo a fila de tarefas',
      'Filling the catalogue': 'Preenchendo o catálogo',
      'Bringing the search index up to date': 'Atualizando o índice de busca',
      starting: 'Iniciando',
    },
    progress: (done, total) => `${n(done)} de ${n(total)}`,
    degraded:
      'Por enquanto só se comparam palavras: uma parte da busca está indisponível e podem faltar boas respostas. Uma nova tentativa é feita sozinha; volte dentro de alguns minutos.',
    degradedSimilar: 'Por enquanto só por palavras: uma parte da busca está indisponível.',
    wordsAlone: 'Os resultados vêm apenas das palavras, por isso podem faltar alguns bons.',
    degradedOther: (parts) =>
      `Uma parte está indisponível (${parts}): as respostas podem estar incompletas por enquanto.`,
    searching: 'Buscando no catálogo',
    offlineTitle: 'Parece que você está sem conexão',
    offline: 'O que você escreveu está guardado nesta página. Tente de novo quando a conexão voltar.',
    failedTitle: 'A resposta não chegou',
    failed: 'O que você escreveu está guardado nesta página.',
    rateLimitedTitle: 'Pedidos demais em pouco tempo',
    rateLimited: 'Espere um minuto e tente de novo. O que você escreveu está guardado.',
    signedOutTitle: 'Você não está conectado',
    signedOut:
      'Sua sessão terminou ou o link está incompleto. Entre ou abra seu link de novo e repita o que estava fazendo.',
    linkTitle: 'Este link não abre esta página',
    link: 'O que você abriu pertence a outro link, ou não foi enviado a partir de uma página deste site. Abra seu link de novo.',
  },
};
