/**
 * `npm run serve`: build/ over HTTP as any web server would give it, with the headers a public server should set.
 * PORT (4173) and HOST (127.0.0.1: this computer only; 0.0.0.0: the whole network) come from the environment.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { BUILD_DIR } from './site';
import { say } from './steps';

export interface ServeOptions {
  /** Folder with the built site. */
  dir?: string;
  /** 0: any free port. A taken port gives way to the next free one. */
  port?: number;
  host?: string;
  /** Called with the path of each request, as the browser asked for it. */
  onRequest?: (path: string) => void;
}

export interface Server {
  /** Without a slash at the end. */
  url: string;
  port: number;
  close: () => Promise<void>;
}

/** What a page cannot say by itself in a meta element, or what holds for every file. */
export const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'SAMEORIGIN',
  // The rest of the policy stands in each page, with its hashes; frame-ancestors only counts as a header.
  'Content-Security-Policy': "frame-ancestors 'self'",
};

const PORTS_TRIED = 20;
const DEFAULT_PORT = 4173;

export class NoSite extends Error {}

function requestHandler(dir: string, onRequest: ServeOptions['onRequest']) {
  const notFound = join(dir, '404.html');
  const serve = sirv(dir, {
    // Looks at the disk for each request: a new build is served without a restart.
    dev: true,
    etag: true,
    // Used when the build has .gz and .br files beside the plain ones.
    gzip: true,
    brotli: true,
    setHeaders: (res, path) => {
      // Names in immutable/ carry a hash of their content.
      if (path.includes('/_app/immutable/'))
        res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    },
    onNoMatch: (_, res) => {
      res.statusCode = 404;
      res.setHeader('Cache-Control', 'no-store');
      if (existsSync(notFound)) {
        res.setHeader('Content-Type', 'text/html;charset=utf-8').end(readFileSync(notFound));
      } else {
        res.setHeader('Content-Type', 'text/plain;charset=utf-8').end('404\n');
      }
    },
  });

  return (req: IncomingMessage, res: ServerResponse): void => {
    const address = req.url ?? '/';
    onRequest?.(address);
    for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const [path = '/', query] = address.split(/\?(.*)/s);
    if (path.length > 1 && path.endsWith('/')) {
      // One address for a page; more than one slash in front would be another server's name.
      const clean = `/${path.replace(/^[/\\]+|\/+$/g, '')}`;
      res.writeHead(308, { Location: query ? `${clean}?${query}` : clean }).end();
      return;
    }
    // An archive of map tiles is read in parts. sirv throws on a range that runs backwards and misreads most other forms.
    const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(req.headers.range ?? '') ?? [];
    if (first === '' || (last !== '' && Number(last) < Number(first))) delete req.headers.range;
    serve(req, res);
  };
}

/** Serves a folder. Rejects with NoSite when there is no site in it, else with the system's error. */
export async function startServer({
  dir = BUILD_DIR,
  port = 0,
  host = '127.0.0.1',
  onRequest,
}: ServeOptions = {}): Promise<Server> {
  const root = resolve(dir);
  if (!existsSync(join(root, 'index.html')) || !statSync(root).isDirectory()) {
    throw new NoSite(
      say(
        `Il sito non c'è ancora: manca ${join(root, 'index.html')}.\nPer costruirlo: npm run build (oppure npm start, che costruisce e serve).`,
        `The site is not built yet: ${join(root, 'index.html')} is missing.\nTo build it: npm run build (or npm start, which builds and serves).`,
      ),
    );
  }
  const server = createServer(requestHandler(root, onRequest));
  const listen = (wanted: number) =>
    new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(wanted, host, () => {
        server.off('error', fail);
        done();
      });
    });
  for (let tried = 0; ; tried += 1) {
    try {
      await listen(port === 0 ? 0 : port + tried);
      break;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port === 0 || tried + 1 >= PORTS_TRIED || port + tried + 1 > 65_535) throw error;
      server.removeAllListeners('error');
    }
  }
  const bound = (server.address() as AddressInfo).port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${bound}`,
    port: bound,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Serves build/ until it is stopped, and says where. Resolves with an exit code when it cannot. */
export async function serveAndSay(env: NodeJS.ProcessEnv = process.env): Promise<number | null> {
  const asked = env['PORT'] ?? String(DEFAULT_PORT);
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port > 65_535) {
    console.error(say(`PORT non è una porta: ${asked}`, `PORT is not a port: ${asked}`));
    return 2;
  }
  const host = env['HOST'] ?? '127.0.0.1';
  try {
    const server = await startServer({ port, host });
    if (port !== 0 && server.port !== port) {
      console.log(
        say(
          `La porta ${port} è occupata: uso la ${server.port}.`,
          `Port ${port} is taken: using ${server.port}.`,
        ),
      );
    }
    console.log(
      say(
        `L'atlante è su ${server.url}/ (in inglese ${server.url}/en). Ctrl+C per fermarlo.`,
        `The atlas is at ${server.url}/en (in Italian ${server.url}/). Ctrl+C to stop it.`,
      ),
    );
    const stop = () => void server.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      error instanceof NoSite
        ? reason
        : say(`Non riesco a servire il sito: ${reason}`, `Cannot serve the site: ${reason}`),
    );
    return 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const code = await serveAndSay();
  if (code !== null) process.exit(code);
}
