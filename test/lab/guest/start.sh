#!/bin/sh
# Second process of the guest: makes a machine of it, as an init system would, and plays one scenario.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
mkdir -p /dev/pts /dev/shm /run/lock /run/udev /run/dbus
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
ln -sf /proc/self/fd /dev/fd
: >/etc/resolv.conf
hostname lab
ip link set lo up
echo "$(cut -d' ' -f1 /proc/uptime) booted"
modprobe -a ppp_async vhci-hcd usb-storage sr_mod sd_mod tun 2>&1
case "$(cat /proc/cmdline)" in
  *lab.init=systemd*) exec /bin/sh /dialtone/test/lab/guest/with-systemd.sh ;;
esac
/lib/systemd/systemd-udevd --daemon
udevadm trigger --subsystem-match=net --subsystem-match=usb --subsystem-match=mem
udevadm settle
exec /bin/sh /dialtone/test/lab/guest/play.sh
