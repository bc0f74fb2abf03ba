/**
 * `ATLANTE_LATE=250 npm run test:e2e` lets everything that a page does not do at once come that many milliseconds late:
 * timers, frames, observers, answers of workers and of the network, folds that say they are open. A test that reads before the page
 * has answered passes on an idle machine and fails on a busy one; here it fails every time.
 */
import type { BrowserContext } from 'playwright-core';

/** Milliseconds, 0 if nothing is late. */
export const LATE = Number(process.env['ATLANTE_LATE'] ?? 0);

export async function makeLate(context: BrowserContext, ms: number): Promise<void> {
  await context.route('**/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue().catch(() => undefined);
  });
  await context.addInitScript((late) => {
    const timeout = window.setTimeout.bind(window);
    window.setTimeout = ((run: TimerHandler, wait = 0, ...args: unknown[]) =>
      timeout(run, wait + late, ...args)) as typeof window.setTimeout;
    const frame = window.requestAnimationFrame.bind(window);
    const cancelFrame = window.cancelAnimationFrame.bind(window);
    // Ids of frames that wait for their time, below those that the browser gives.
    const waiting = new Map<number, number>();
    let lastId = 0;
    let awake = 0;
    window.requestAnimationFrame = (run) => {
      const drawn: FrameRequestCallback = (time) => {
        awake = performance.now();
        run(time);
      };
      // Only the first of a row of frames is late: what moves keeps its pace.
      if (performance.now() - awake < 100) return frame(drawn);
      const id = --lastId;
      const timer = timeout(() => waiting.set(id, frame(drawn)), late);
      waiting.set(id, -timer);
      return id;
    };
    window.cancelAnimationFrame = (id) => {
      const known = waiting.get(id);
      if (known === undefined) cancelFrame(id);
      else if (known < 0) window.clearTimeout(-known);
      else cancelFrame(known);
    };

    const delayed = new Set(['toggle', 'message', 'scroll', 'scrollend', 'change', 'popstate']);
    const wrapped = new WeakMap<object, EventListener>();
    const later = (target: EventTarget, type: string, listener: EventListenerOrEventListenerObject) => {
      // What a listener may still prevent, and what the page itself hands from part to part, stays as it is.
      if (!delayed.has(type) || (type === 'message' && !(target instanceof Worker))) return listener;
      if (type === 'change' && !(target instanceof MediaQueryList)) return listener;
      const known = wrapped.get(listener);
      if (known) return known;
      const call: EventListener = (event) => {
        const { currentTarget } = event;
        timeout(() => {
          // Whoever listens asks the event where it is.
          Object.defineProperty(event, 'currentTarget', { value: currentTarget, configurable: true });
          if (typeof listener === 'function') listener.call(currentTarget, event);
          else listener.handleEvent(event);
        }, late);
      };
      wrapped.set(listener, call);
      return call;
    };
    const add = EventTarget.prototype.addEventListener;
    const remove = EventTarget.prototype.removeEventListener;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      add.call(this, type, listener && later(this, type, listener), options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      remove.call(this, type, listener && (wrapped.get(listener) ?? listener), options);
      remove.call(this, type, listener, options);
    };
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
    Object.defineProperty(Worker.prototype, 'onmessage', {
      configurable: true,
      get: () => null,
      set(this: Worker, listener: EventListener | null) {
        own?.set?.call(this, listener && later(this, 'message', listener));
      },
    });
    for (const name of ['ResizeObserver', 'IntersectionObserver'] as const) {
      const Observer = window[name] as unknown as new (
        call: (...args: unknown[]) => void,
        ...rest: unknown[]
      ) => object;
      (window as unknown as Record<string, unknown>)[name] = class extends Observer {
        constructor(call: (...args: unknown[]) => void, ...rest: unknown[]) {
          super((...args: unknown[]) => timeout(() => call(...args), late), ...rest);
        }
      };
    }
  }, ms);
}
