/** What pppd knows, by how many words follow, as its manual spells it. Capitals count. */
const bare = `
noauth auth debug nodebug crtscts nocrtscts -crtscts cdtrcts nocdtrcts xonxoff lock nolock modem local nodetach -detach updetach up_sdnotify
persist nopersist demand defaultroute nodefaultroute -defaultroute defaultroute6 nodefaultroute6 replacedefaultroute noreplacedefaultroute
usepeerdns noipdefault ipcp-accept-local ipcp-accept-remote ipcp-no-address ipcp-no-addresses ipcp-accept-remote
novj -vj novjccomp -vjccomp nobsdcomp -bsdcomp nodeflate -deflate nopredictor1 predictor1 nopcomp -pc noaccomp -ac noccp -ccp
noip -ip noipv6 -ipv6 +ipv6 ipv6cp-use-ipaddr ipv6cp-use-persistent ipv6cp-accept-local ipv6cp-accept-remote ipv6cp-nosend noipx ipx
silent passive -p hide-password show-password login papcrypt proxyarp noproxyarp noproxyarp receive-all
refuse-pap -pap refuse-chap -chap refuse-mschap -mschap refuse-mschap-v2 -mschap-v2 refuse-eap require-pap +pap require-chap +chap require-mschap
+mschap require-mschap-v2 +mschap-v2 require-eap require-mppe require-mppe-40 require-mppe-128 nomppe nomppe-40 nomppe-128 nomppe-stateful mppe-stateful
noremoteip nosendip nomagic -mn -all -am default-asyncmap default-mru -mru notty sync nosync dump dryrun ktune noktune multilink mp nomultilink nomp mpshortseq nompshortseq
noendpoint nopix usehostname hold-mode lcp-echo-adaptive eaplocal need-peer-eap noresolv nolog
`;
const oneWord = `
asyncmap mtu mru user name remotename password domain netmask idle maxconnect maxfail holdoff connect disconnect init welcome call file plugin unit
pty record socket logfd logfile linkname ipparam kdebug escape bsdcomp deflate vj-max-slots child-timeout connect-delay ms-dns ms-wins ifname
lcp-echo-interval lcp-echo-failure lcp-max-configure lcp-max-terminate lcp-max-failure lcp-restart
ipcp-max-configure ipcp-max-failure ipcp-max-terminate ipcp-restart ipv6cp-max-configure ipv6cp-max-failure ipv6cp-restart
ccp-max-configure ccp-max-failure ccp-restart pap-timeout pap-restart pap-max-authreq chap-interval chap-max-challenge chap-restart chap-timeout
eap-interval eap-restart eap-timeout active-filter pass-filter privgroup endpoint mrru ip-up-script ip-down-script ipv6-up-script ipv6-down-script
defaultroute-metric bandwidth nas-port-type set unset env allow-ip allow-number path ipv6 speed
`;

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const bareNames: ReadonlySet<string> = new Set(words(bare));
const oneWordNames: ReadonlySet<string> = new Set(words(oneWord));

export const optionNames: readonly string[] = [...bareNames, ...oneWordNames];

/** How many words follow the option; undefined if pppd knows none of this name. */
export const wordsAfter = (name: string): 0 | 1 | undefined =>
  bareNames.has(name) ? 0 : oneWordNames.has(name) ? 1 : undefined;

/** Words that mean something elsewhere too: they alone do not show that a text is one of pppd's options. */
export const isCommonWord = (name: string): boolean =>
  name.length < 5 ||
  /^(?:debug|modem|local|persist|demand|silent|passive|login|record|domain|password|connect|disconnect|welcome|plugin|socket|escape|record|endpoint|bandwidth|speed|dryrun|nolog)$/.test(
    name,
  );
