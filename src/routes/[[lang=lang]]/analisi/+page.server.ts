export const entries = () => [{}, { lang: 'en' }];

/** The text is all in the words; the data comes when scripts run. */
export const load = () => ({});
