#!/bin/sh
# Last part of the guest's start, whoever is its first process: plays the scenarios of the kernel's command line, and switches off.
echo "$(cut -d' ' -f1 /proc/uptime) ready"
word() { sed "s/.*lab\.$1=\([^ ]*\).*/\1/" /proc/cmdline; }
# shellcheck disable=SC2046
"$(word node)" $(word flags | tr , ' ') /dialtone/test/dist/lab/guest/play.js "$(word scenarios)"
echo "$(cut -d' ' -f1 /proc/uptime) played"
sync
busybox poweroff -f
