/** Whether output failed only because nobody takes it any more: a closed pipe, or a terminal that is gone. */
export const isReaderGone = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'EIO');
