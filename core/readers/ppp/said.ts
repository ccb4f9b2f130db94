import { signBy } from '../sign.js';

export const pppdSign = signBy('pppd');
export const chatSign = signBy('chat');
