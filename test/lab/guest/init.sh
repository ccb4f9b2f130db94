#!/bin/busybox sh
# First process of the guest, in its initramfs: reaches the host's files and goes over to them.
# Nothing of it runs on the host.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
for module in ORDER; do [ -e "/modules/$module" ] && $b insmod "/modules/$module"; done
# These options decide how fast Node loads.
share() { $b mount -t 9p -o "trans=virtio,version=9p2000.L,msize=512000,$3" "$1" "$2"; }
share hostroot /host cache=loose,ro
# Of its own, although it lies on the host as well: overlayfs takes no layer that is inside another.
share debian /debian cache=loose,ro
$b mount -t tmpfs -o size=60% memory /memory
$b mkdir /memory/upper /memory/work
$b mount -t overlay -o "lowerdir=/debian:/host,upperdir=/memory/upper,workdir=/memory/work" root /root
$b mkdir -p /root/dialtone /root/results
# A checkout may lie below a folder that the guest has one of its own of, such as /tmp.
share checkout /root/dialtone cache=loose,ro
share results /root/results cache=none,rw
for folder in proc sys dev; do $b mount --move /$folder /root/$folder; done
exec $b switch_root /root /bin/sh /dialtone/test/lab/guest/start.sh
