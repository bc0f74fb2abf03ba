import { describe, expect, it } from 'vitest';
import { intentOf, stepAfter, stepOfHash } from './keys';

const press = (
  key: string,
  more: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe('keys of the presentation', () => {
  it('moves with arrows, page keys and space', () => {
    expect(['ArrowRight', 'PageDown', ' '].map((key) => intentOf(press(key), false))).toEqual([
      'next',
      'next',
      'next',
    ]);
    expect(['ArrowLeft', 'PageUp'].map((key) => intentOf(press(key), false))).toEqual([
      'previous',
      'previous',
    ]);
    expect(intentOf(press(' ', { shiftKey: true }), false)).toBe('previous');
    expect(['Home', 'End', 'Escape'].map((key) => intentOf(press(key), false))).toEqual([
      'first',
      'last',
      'leave',
    ]);
  });

  it('leaves the browser its own keys', () => {
    expect(intentOf(press('ArrowLeft', { altKey: true }), false)).toBeNull();
    expect(intentOf(press('PageDown', { ctrlKey: true }), false)).toBeNull();
    expect(intentOf(press(' '), true)).toBeNull();
    expect(['Tab', 'Enter', 'ArrowDown', 'F5', 'f'].map((key) => intentOf(press(key), false))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('stops at the ends', () => {
    expect(stepAfter('previous', 1, 11)).toBe(1);
    expect(stepAfter('next', 11, 11)).toBe(11);
    expect(stepAfter('next', 3, 11)).toBe(4);
    expect(stepAfter('last', 3, 11)).toBe(11);
    expect(stepAfter('leave', 3, 11)).toBeNull();
  });

  it('reads only steps that exist', () => {
    expect(stepOfHash('#passo-3', 11)).toBe(3);
    for (const hash of ['', '#', '#passo-0', '#passo-12', '#passo-3x', '#passo--1', '#contenuto'])
      expect(stepOfHash(hash, 11)).toBeNull();
  });
});
