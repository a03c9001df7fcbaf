import type { enConfirm } from '../en/confirm.js';
import { createFormat } from '../format.js';

const f = createFormat('es');

export const esConfirm: typeof enConfirm = {
  title: '¿Sigue siendo correcto?',
  lead: 'Las ciudades encuentran esta ficha cuando buscan respuestas a sus desafíos. Usted figura como su contacto.',
  changed: (at) => `Se modificó por última vez el ${f.date(at)}.`,
  whole: 'Leer la ficha completa',
  yesTitle: 'Sigue siendo correcto',
  yes: 'Sí, sigue siendo correcto',
  yesHint: 'La página de la ficha dirá que usted lo confirmó hoy. Su nombre no se muestra.',
  noTitle: 'Algo ha cambiado',
  what: '¿Qué ha cambiado?',
  whatHint: 'La secretaría lo lee y modifica la ficha. No se publica.',
  no: 'Enviar lo que ha cambiado',
  empty: 'Diga en una frase qué ha cambiado.',
  long: (max) => `Redúzcalo a ${f.number(max)} caracteres.`,
  gone: 'Esta ficha se ha retirado del catálogo. Ya no hay nada que confirmar.',
  closedTitle: 'Este enlace ya no funciona',
  closed:
    'Puede que esté incompleto, que se enviara hace más de 60 días o que usted ya no figure como contacto. Recibirá uno nuevo cuando volvamos a preguntar.',
  thanksTitle: 'Gracias',
  thanksRight: 'Hemos anotado que la ficha sigue siendo correcta. No tiene que hacer nada más.',
  thanksWrong: 'La secretaría ha recibido su mensaje y modificará la ficha. No tiene que hacer nada más.',
};
