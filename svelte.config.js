import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', fallback: '404.html' }),
    typescript: {
      config: (config) => ({ ...config, include: [...config.include, '../scripts/**/*.ts'] }),
    },
    // Every page is a file: a public body can serve the folder from any web server.
    prerender: { handleHttpError: 'fail', handleMissingId: 'fail', handleUnseenRoutes: 'fail' },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'worker-src': ['self'],
        // MapLibre and deck set style attributes; no style comes from data.
        'style-src': ['self', 'unsafe-inline'],
        // blob: for pictures the page itself draws (rings, hatches, PNG export).
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['self'],
      },
    },
  },
};
