export const shop = 'open';
