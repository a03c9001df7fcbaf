/** Version of the widget as it is in the sources: rises with every change of them (see `npm run widget`). */
export const WIDGET_VERSION = '1.0.0';
