import { type LinePattern, type LogLine, type MakeReader, placeOf, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';
import { type UsbMemory, usbMemory } from './usb-memory.js';

/** The kernel's words on USB, of all versions since 2.6; the rest of what the kernel says is noise. */
export const kernel: MakeReader = () => {
  const memory = usbMemory();
  const patterns = patternsOf(memory);
  return {
    kind: 'kernel',
    read: (line) => readByPatterns(patterns, unmarked(line)) ?? (line.program === 'kernel' ? [] : undefined),
    end: memory.end,
  };
};

/** Kernels of 2012 and 2013 left the end of a level before what drivers say: `usb 2-1: >New USB device found`. */
const unmarked = (line: LogLine): LogLine =>
  line.text.includes(': >') ? { ...line, text: line.text.replace(/^(\w+ [\d:.-]+: )>/, '$1') } : line;

const sign = signBy('the kernel');
const nothing: readonly [] = [];
/** Sticks that are routers all have one of these addresses on their inner side: Huawei's and ZTE's. */
const macOfStick = /\b(?:0c:5b:8f|58:2c:80:13|34:4b:50:00|36:4b:50:b7|00:1e:10:1f)/i;

const patternsOf = (memory: UsbMemory): readonly LinePattern[] => [
  [
    /^usb (\d[\d.-]*): New USB device found, ?idVendor ?= ?([0-9a-f]{4}), ?idProduct ?= ?([0-9a-f]{4})/i,
    ([, path = '', vendor = '', product = ''], line) =>
      memory.found(path, vendor.toLowerCase(), product.toLowerCase(), placeOf(line)),
  ],
  [
    /^usb (\d[\d.-]*): (?:Product|Manufacturer): ?(.{1,60})/i,
    ([, path = '', words = '']) => {
      memory.named(path, words.trim());
      return nothing;
    },
  ],
  [/^usb (\d[\d.-]*): USB disconnect/i, ([, path = ''], line) => memory.left(path, placeOf(line))],
  [
    /^(?:usb (\d[\d.-]*): )?.{0,80}\bnow attached to (tty(?:USB|ACM)\d+)/i,
    ([, path, tty = ''], line) => memory.gotTty(path, tty, placeOf(line)),
  ],
  [
    /^cdc_acm (\d[\d.-]*):\d+\.\d+: (ttyACM\d+): USB ACM device/i,
    ([, path = '', tty = ''], line) => memory.gotTty(path, tty, placeOf(line)),
  ],
  [/\bnow disconnected from (tty(?:USB|ACM)\d+)/i, ([, tty = ''], line) => memory.ttyLeft(tty, placeOf(line))],
  [
    /^usb (\d[\d.-]*): configuration #\d+ chosen/i,
    ([, path = '']) => {
      memory.answered(path);
      return nothing;
    },
  ],
  [
    /^(cdc_ether|rndis_host|cdc_ncm|huawei_cdc_ncm|cdc_mbim|qmi_wwan) (\d[\d.-]*):\d+\.\d+.{0,40}: register '/i,
    ([, driver = '', path = ''], line) => {
      claimed(memory, path, driver.toLowerCase(), line);
      return macOfStick.test(line.text) ? sign('network-stick') : nothing;
    },
  ],
  [
    /^(option|sierra|qcserial|hso|usbserial_generic|ipw|cdc_acm|usb_serial_simple|qcaux|moto_modem) (\d[\d.-]*):\d+\.\d+: .{0,60}\b(?:converter )?detected/i,
    ([, driver = '', path = ''], line) => claimed(memory, path, driver.toLowerCase(), line),
  ],
  [
    /^usb (\d[\d.-]*): (?:device descriptor read|device not accepting address|device not responding to setup|unable to read config|can't read configurations)/i,
    ([, path = ''], line) => {
      memory.failed(path, placeOf(line));
      return nothing;
    },
  ],
  [
    /^hub (\d+)-(\d[\d.]*):\d+\.\d+: (?:unable to enumerate USB device on port|Cannot enable port) (\d+)/i,
    ([, bus = '', hub = '', port = ''], line) => {
      memory.failed(hub === '0' ? `${bus}-${port}` : `${bus}-${hub}.${port}`, placeOf(line));
      return nothing;
    },
  ],
  [
    /^usb (?:usb)?(\d[\d.-]*)-port(\d+): (?:unable to enumerate USB device|Cannot enable)/i,
    ([, hub = '', port = ''], line) => {
      memory.failed(hub.includes('-') ? `${hub}.${port}` : `${hub}-${port}`, placeOf(line));
      return nothing;
    },
  ],
  [
    /\b(\w+): (?:disagrees about version of symbol|Unknown symbol \w+|version magic ')/i,
    ([, module]) => sign('driver-missing', `${module} does not fit this kernel`),
  ],
  [
    /^(?:usb |(?:cdc_\w+|huawei_cdc_ncm|rndis_host|qmi_wwan) )(\d[\d.-]*)(?::\d+\.\d+)?: (?:bad CDC descriptors|bind\(\) failure|CDC descriptors missing)/i,
    ([said]) => sign('driver-failed', said),
  ],
  [
    /^(?:usb \d[\d.-]*: )?(option|sierra|qcserial|hso|cdc_acm|cdc_\w+|huawei_cdc_ncm|rndis_host|qmi_wwan|ipw): probe of (\d[\d.-]*):\d+\.\d+ failed with error -\d+/i,
    ([said]) => sign('driver-failed', said),
  ],
  // ENOENT, ENXIO, ENOEXEC, EINVAL: there is no such endpoint. A stick that has left says ENODEV.
  [
    /^(\w+) (tty(?:USB|ACM)\d+): \w+ - failed submitting read urb.{0,30}, error -(?:2|6|8|22)$/i,
    ([, driver = '', tty = '']) => sign('driver-misfit', `${driver} on ${tty}`),
  ],
  [/\bGeneric device with no bulk out, not allowed/i, () => sign('driver-refused')],
  [
    /\bover-?current\b.{0,40}(?:condition|change|detected)|\binsufficient available bus power/i,
    () => sign('power-short'),
  ],
  [
    /^[oeux]hci[-_]\w+ [\w:.]+: (?:startup error -\d+|init \S+ fail, -\d+|can't (?:reset|setup)\b.*|USB HC takeover failed!.*)$|^[oeux]hci[-_]\w+: probe of \S+ failed with error -\d+/i,
    ([said]) => sign('controller-failed', said),
  ],
  [/disabled by hub \(EMI\?\)/i, () => sign('power-short', 'the hub switched the port off')],
  [
    /^(?:scsi|sr) ?\d+:\d+:\d+:\d+: .{0,60}\bCD-ROM\b/i,
    () => {
      memory.showedDisc();
      return nothing;
    },
  ],
  [
    /^usbserial: ?unknown parameter|^usbserial_generic .{0,60}"generic" USB-Serial driver is only for testing/i,
    'noise',
  ],
  [
    /^(?:usb \d[\d.-]*: |usbcore: |usbserial(?:_generic)?\b.{0,30}: |usb-storage\b|hub \d|ehci[-_]|xhci[-_]|ohci[-_]|uhci[-_]|dwc_otg|option1? |sierra |qcserial |cdc_acm|cdc_ether|cdc_ncm|cdc_mbim|huawei_cdc_ncm|rndis_host|qmi_wwan|cdc_wdm|USB Serial |scsi ?\d|sd \d|sr ?\d|sr\d: |PPP generic driver|PPP BSD|PPP Deflate|PPP MPPE|NET: Registered|GobiNet|tty_?\w* hangup)/i,
    'noise',
  ],
];

const claimed = (memory: UsbMemory, path: string, driver: string, line: LogLine): readonly [] => {
  memory.claimed(path, driver, placeOf(line));
  return nothing;
};
