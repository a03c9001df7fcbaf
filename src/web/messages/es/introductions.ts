import type { enIntroductions } from '../en/introductions.js';
import { createFormat } from '../format.js';

const f = createFormat('es');

export const esIntroductions: typeof enIntroductions = {
  outcomes: {
    introduced: 'puestos en contacto',
    replied: 'han respondido',
    met: 'nos hemos reunido',
    pilot: 'hay un piloto en marcha',
    contract: 'se ha firmado un contrato',
    operating: 'está en funcionamiento',
    ended: 'ha terminado',
  },
  reasons: {
    'no-reply': 'sin respuesta',
    'not-available': 'no disponible',
    'wrong-fit': 'no encaja',
    'no-budget': 'sin presupuesto',
    'legal-procurement': 'normas o contratación pública',
    timing: 'ahora no',
    'went-elsewhere': 'se eligió otro camino',
    finished: 'concluido, todo bien',
    other: 'otro motivo',
  },
  status: {
    requested: 'solicitada',
    introduced: 'en contacto',
    declined: 'no se concretó',
    expired: 'sin respuesta',
    ended: 'terminada',
  },
  by: { city: 'la ciudad', provider: 'la otra parte', secretariat: 'la secretaría' },
  report: {
    heading: 'Qué resultó',
    label: '¿Hasta dónde se ha llegado?',
    choose: 'Elija una opción',
    steps: 'Se ha llegado hasta aquí',
    ended: 'Ha terminado',
    endedFor: (reason) => `Terminada: ${reason}`,
    note: 'Más detalles',
    noteHint: 'Opcional. Solo lo lee la secretaría.',
    send: 'Comunicarlo a la secretaría',
    none: 'Aún no se ha comunicado nada.',
  },
  city: {
    ask: 'Pedir que nos pongan en contacto',
    askOf: (title) => `Pedir que nos pongan en contacto con ${title}`,
    askAgain: 'Pedirlo otra vez',
    message: 'Lo que la otra parte debe saber',
    messageShared:
      'También podrá leer su desafío, en un texto del que la secretaría ha quitado los datos personales.',
    messageAlone:
      'Su desafío es solo para la secretaría: la otra parte lee el nombre de su ciudad y lo que escriba aquí, nada más.',
    consent: 'Pueden darle mi nombre y mi correo electrónico si acepta hablar con nosotros.',
    send: 'Pedir el contacto',
    waitsFor: {
      secretariat: 'Ha pedido que los pongan en contacto. La secretaría escribirá a la otra parte.',
      provider: 'La secretaría ha preguntado a la otra parte. Le diremos por correo lo que responda.',
      nobody: '',
    },
    takeBack: 'Ya no lo deseo',
    introduced: 'Ya están en contacto. Escriba a:',
    reported: (step) => `Lo último que se comunicó: ${step}.`,
    over: {
      declined: 'El contacto no se concretó.',
      expired: 'La otra parte no respondió, por lo que el contacto no se concretó.',
      ended: 'Este contacto ha terminado.',
    },
  },
  page: {
    title: (city) => `${city} pide ponerse en contacto con usted`,
    titleOf: (entry) => `Contacto con ${entry}`,
    lead: (place, entry) =>
      `La ciudad de ${place} busca ayuda y nuestra secretaría ha visto que ${entry} encaja.`,
    looksFor: 'Lo que busca la ciudad',
    writes: 'Lo que le escribe la ciudad',
    decide: '¿Quiere hablar con ella?',
    agreeHint:
      'La ciudad recibe su nombre y su correo electrónico, y usted los de su persona de contacto. Nada más.',
    agree: 'Sí, pónganos en contacto',
    refuse: 'No, gracias',
    refuseWhy: '¿Por qué no? No se le dirá a la ciudad.',
    refuseSend: 'Enviar el no',
    waiting: 'La secretaría aún no le ha escrito sobre esto.',
    contactCity: 'Escriba a la persona de contacto de la ciudad:',
    contactProvider: 'Escriba a la otra parte:',
    declined: 'Usted dijo que no. A la ciudad se le dijo que no se concretó, y no por qué.',
    expired: 'El plazo para responder ha terminado.',
    ended: 'Esto ha terminado. Si continúa a pesar de todo, escriba a la secretaría.',
    saved: 'Gracias. Queda guardado.',
    data: 'Conservamos su nombre y su dirección para este contacto. Escriba a la secretaría si quiere que se borren.',
  },
  day: (iso) => f.date(new Date(iso)),
};
