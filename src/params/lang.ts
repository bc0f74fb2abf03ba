/** Optional first path segment: `/en/...` is English; Italian has no prefix. */
export const match = (param: string): param is 'en' => param === 'en';
