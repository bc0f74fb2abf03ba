/**
 * What the colour of the municipalities can show: one value a municipality for a metric and a denominator, each with its
 * state. Nothing is split, estimated or filled in: what cannot be told of one municipality is counted aside and said.
 */
export { inRange } from '../select';
export * from './classes';
export * from './housing';
export * from './lines';
export * from './ranking';
export * from './types';
export * from './values';
