#!/bin/sh
exec /usr/sbin/chat -v \
  ABORT 'NO CARRIER' \
  ABORT 'BUSY' \
  TIMEOUT 15 \
  ATZ OK \
  'AT+CGDCONT=1,"IP","internet"' OK \
  'ATD*99#' CONNECT
