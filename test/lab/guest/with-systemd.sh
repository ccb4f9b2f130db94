#!/bin/sh
# Hands the guest over to systemd, which plays the scenario when its basic system is up. Units are as Debian's packages bring them; what the host
# has turned on is not, nor what is only for machines with disks, screens and users, and takes a slow processor seconds.
etc=/etc/systemd
rm -rf "${etc:?}/system"
mkdir -p $etc/system $etc/system-generators
for unit in systemd-binfmt.service systemd-journal-flush.service systemd-update-utmp.service kmod-static-nodes.service \
  proc-sys-fs-binfmt_misc.automount sys-fs-fuse-connections.mount sys-kernel-config.mount sys-kernel-debug.mount \
  sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount systemd-initctl.socket systemd-tmpfiles-clean.timer; do
  ln -s /dev/null "$etc/system/$unit"
done
mkdir -p $etc/system.conf.d
printf '[Manager]\nDefaultTimeoutStartSec=300s\n' >$etc/system.conf.d/slow-processor.conf
for generator in /lib/systemd/system-generators/*; do ln -s /dev/null "$etc/system-generators/${generator##*/}"; done
# The host may be a container: then ModemManager would not start here either.
rm -f /.dockerenv
: >/etc/fstab
echo 0123456789abcdef0123456789abcdef >/etc/machine-id
cat >$etc/system/scenario.service <<'UNIT'
[Unit]
After=basic.target dbus.service
Wants=dbus.service

[Service]
ExecStart=/bin/sh /dialtone/test/lab/guest/play.sh
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
UNIT
cat >$etc/system/default.target <<'UNIT'
[Unit]
Requires=basic.target
Wants=scenario.service
AllowIsolate=yes
UNIT
exec /lib/systemd/systemd
