import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HEADERS, startServer, type Server } from './serve';
import { duration } from './steps';

const dir = mkdtempSync(join(tmpdir(), 'atlante-serve-'));
const asked: string[] = [];
let server: Server;

beforeAll(async () => {
  mkdirSync(join(dir, '_app/immutable'), { recursive: true });
  mkdirSync(join(dir, 'trasparenza'));
  for (const [name, text] of Object.entries({
    'index.html': 'casa',
    'trasparenza.html': 'trasparenza',
    'trasparenza/x.html': 'x',
    '404.html': 'non trovata',
    '_app/immutable/a.js': '1',
  })) {
    writeFileSync(join(dir, name), text);
  }
  server = await startServer({ dir, onRequest: (path) => asked.push(path) });
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: 'manual', ...init });

/** fetch() tidies addresses; an attacker does not. */
const raw = (path: string) =>
  new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path }, (res) => {
      res.resume();
      resolve({ status: res.statusCode, location: res.headers.location });
    }).on('error', reject);
  });

describe('startServer', () => {
  test('pages have clean addresses', async () => {
    expect(await (await ask('/')).text()).toBe('casa');
    expect(await (await ask('/trasparenza')).text()).toBe('trasparenza');
    expect(await (await ask('/trasparenza/x?strati=comuni')).text()).toBe('x');
    expect(asked).toContain('/trasparenza/x?strati=comuni');
  });

  test('what is not there is 404, with the page that says so', async () => {
    const answer = await ask('/manca');
    expect([answer.status, await answer.text()]).toEqual([404, 'non trovata']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });

  test('every answer carries the security headers', async () => {
    for (const answer of [
      await ask('/'),
      await ask('/manca'),
      await ask('/trasparenza/'),
      await ask('/', { method: 'POST' }),
    ]) {
      for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers.get(name)).toBe(value);
    }
  });

  test('hashed files are kept, pages are asked for again', async () => {
    expect((await ask('/_app/immutable/a.js')).headers.get('cache-control')).toMatch(/immutable/);
    expect((await ask('/')).headers.get('cache-control')).toBe('no-cache');
  });

  test('a slash at the end leads to the page without it, never to another server', async () => {
    expect((await ask('/trasparenza/?a=1&b=?')).headers.get('location')).toBe('/trasparenza?a=1&b=?');
    for (const path of ['//example.org/', '/\\example.org/', '///example.org//']) {
      expect(await raw(path)).toEqual({ status: 308, location: '/example.org' });
    }
  });

  test('nothing outside the folder, and no address stops the server', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/%',
      '/%00',
      '/a%00.html',
      '/%c0%ae',
      '//',
      '/?',
    ]) {
      expect((await raw(path)).status, path).toBeOneOf([200, 308, 404]);
    }
    expect((await ask('/', { headers: { range: 'bytes=10-5' } })).status).toBe(200);
    expect((await ask('/')).status).toBe(200);
  });

  test('only reading', async () => {
    expect((await ask('/', { method: 'PUT' })).status).toBe(405);
    expect((await ask('/', { method: 'HEAD' })).status).toBe(200);
  });

  test('a taken port gives way to the next', async () => {
    const second = await startServer({ dir, port: server.port });
    expect(second.port).toBeGreaterThan(server.port);
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
  });

  test('without a built site it says how to build one', async () => {
    await expect(startServer({ dir: join(dir, 'manca') })).rejects.toThrow('npm run build');
  });
});

test('durations read like durations', () => {
  expect([0, 420, 9_949, 9_951, 59_400, 59_600, 185_000, NaN, -1].map(duration)).toEqual([
    '0,0 s',
    '0,4 s',
    '9,9 s',
    '10 s',
    '59 s',
    '1 min 00 s',
    '3 min 05 s',
    '–',
    '–',
  ]);
});
