/** The stories by id, which is the last part of their address below /commissioni. */
import { contrattiDiQuartiere, ID } from './contratti-di-quartiere';
import type { StoryBuilder } from './story';

export const STORIES: ReadonlyMap<string, StoryBuilder> = new Map([[ID, contrattiDiQuartiere]]);
