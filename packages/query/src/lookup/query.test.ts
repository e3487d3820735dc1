import { describe, expect, test } from "vitest";
import { queriesInText } from "./pasted.js";
import { parseQueries, parseQuery, type Query } from "./query.js";

/** Writes a query as the shortest text that stands for it. */
function plain(query: Query): string {
  if (query.kind === "dns-sd") return `_${query.name}._${query.label}`;
  if (query.kind === "service-code") return `SC=${query.codes.join(" or ")}`;
  const subject =
    query.kind === "name"
      ? query.name
      : typeof query.port === "number"
        ? query.port
        : `${query.port.first}-${query.port.last}`;
  return query.protocol === undefined ? `${subject}` : `${subject}/${query.protocol}`;
}

describe("parseQuery understands", () => {
  test.each([
    ["443", "443"],
    [" 443 ", "443"],
    ["443/tcp", "443/tcp"],
    ["443/TCP", "443/tcp"],
    ["tcp/443", "443/tcp"],
    ["tcp:443", "443/tcp"],
    ["443 tcp", "443/tcp"],
    ["443 / tcp", "443/tcp"],
    ["udp 53", "53/udp"],
    ["443/tcp6", "443/tcp"],
    [":443", "443"],
    ["*:443", "443"],
    ["host.example:443", "443"],
    ["192.0.2.1:443", "443"],
    ["[::1]:443", "443"],
    ["[::]:443/tcp", "443/tcp"],
    [":::22", "22"],
    ["::1:631", "631"],
    ["*.22", "22"],
    ["127.0.0.1.631", "631"],
    ["127.0.0.53%lo:53", "53"],
    ["6000-6063", "6000-6063"],
    ["6000-6063/tcp", "6000-6063/tcp"],
    ["8000:8010", "8000-8010"],
    ["8000–8010", "8000-8010"],
    ["port 443", "443"],
    ["dport 443", "443"],
    ["--dport 443", "443"],
    ["tcp dpt:443", "443/tcp"],
    ["DPT=443", "443"],
    ["eq 443", "443"],
    ["192.0.2.5:443->192.0.2.9:5222", "443"],
    ["https://host.example:8443/path", "8443"],
    ["https://host.example/path", "https"],
    ["https", "https"],
    ["HTTPS", "HTTPS"],
    ["https/tcp", "https/tcp"],
    ["tcp/https", "https/tcp"],
    ["https tcp", "https/tcp"],
    ["*:https", "https"],
    ["localhost:ipp", "ipp"],
    ["dpt:https", "https"],
    ["cl/1", "cl/1"],
    ["cl/1/tcp", "cl/1/tcp"],
    ["914c/g", "914c/g"],
    ["sql*net", "sql*net"],
    ["z39.50", "z39.50"],
    ["whois++", "whois++"],
    ["Escale (Newton Dock)", "Escale (Newton Dock)"],
    ["_ipp._tcp", "_ipp._tcp"],
    ["_IPP._UDP.local.", "_IPP._udp"],
    ["_printer._sub._http._tcp.local", "_http._tcp"],
    ["_ipp", "ipp"],
    ["SC:DISC", "SC=1145656131"],
    ["sc:DISC", "SC=1145656131"],
    ["SC=1145656131", "SC=1145656131"],
    ["SC=x44495343", "SC=1145656131"],
    ["1145656131", "SC=1145656131"],
    ["SC:ltp", "SC=1819570208 or 7107696"],
    ["65535", "65535"],
    ["65536", "SC=65536"],
    ["4294967296", "4294967296"],
    ["0443", "0443"],
    ["::1", "::1"],
    ["192.0.2.1", "192.0.2.1"],
    ["", ""],
  ])("%j as %s", (text, expected) => {
    expect(plain(parseQuery(text))).toBe(expected);
  });
});

describe("parseQueries understands", () => {
  test.each([
    ["53/udp,tcp", ["53/udp", "53/tcp"]],
    ["80,443/tcp, udp", ["80", "443/tcp", "443/udp"]],
    ["domain/tcp,udp", ["domain/tcp", "domain/udp"]],
    ["tcp,udp", ["tcp", "udp"]],
    ["443", ["443"]],
    ["22,80", ["22", "80"]],
    ["22, 80,", ["22", "80"]],
    ["22/tcp,53/udp", ["22/tcp", "53/udp"]],
    ["80,443/tcp", ["80/tcp", "443/tcp"]],
    ["T:22,80,U:53,161", ["22/tcp", "80/tcp", "53/udp", "161/udp"]],
    ["https,ssh/tcp", ["https", "ssh/tcp"]],
    ["8000-8010,9090", ["8000-8010", "9090"]],
  ])("%j", (text, expected) => {
    expect(parseQueries(text).map(({ query }) => plain(query))).toEqual(expected);
  });
});

describe("queriesInText picks the queries out of", () => {
  const picked = (text: string): readonly string[] =>
    queriesInText(text).queries.map(({ query }) => plain(query));

  test("a list", () => {
    const text = "# ports\n22\n443/tcp\r\n\n53 udp\nhttps\nssh 22\n80, 8080\n_ipp._tcp\n";
    expect(picked(text)).toEqual([
      "22",
      "443/tcp",
      "53/udp",
      "https",
      "ssh",
      "22",
      "80",
      "8080",
      "_ipp._tcp",
    ]);
  });

  test.each([
    ["dport 443", ["443"]],
    ["tcp dport 443", ["443/tcp"]],
    ["ssh 22", ["ssh", "22"]],
    ["ssh 22 http", ["ssh", "22", "http"]],
    ["ssh 22 http ftp", []],
    ["22 80 443 8080", ["22", "80", "443", "8080"]],
    ["*:ssh LISTEN", ["ssh", "LISTEN"]],
    ["LISTEN *:ssh *:*", ["ssh"]],
    ["Host: x Ports: 22/tcp", ["22/tcp"]],
    ["Host: x Ports: 22/open/tcp//ssh///", ["22/tcp"]],
    ["ssh, and what not", []],
    ["ssh (that)", []],
    ["ssh _ipp._tcp", ["ssh", "_ipp._tcp"]],
  ])("a line %j", (line, expected) => {
    expect(picked(line)).toEqual(expected);
  });

  test("ss -tuln", () => {
    expect(
      picked(
        [
          "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess",
          "udp   UNCONN 0      0      127.0.0.53%lo:53        0.0.0.0:*",
          "tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*",
          "tcp   LISTEN 0      128             [::]:22           [::]:*",
          "tcp   LISTEN 0      511                *:80              *:*",
          "udp   UNCONN 0      0      [fe80::1]%eth0:546         [::]:*",
        ].join("\n"),
      ),
    ).toEqual(["53/udp", "22/tcp", "22/tcp", "80/tcp", "546/udp"]);
  });

  test("ss -tl, with names and without a column of protocols", () => {
    expect(
      picked(
        [
          "State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process",
          "LISTEN 0      128          0.0.0.0:ssh        0.0.0.0:*",
          'LISTEN 0      511                *:http             *:*    users:(("nginx",pid=1,fd=6))',
        ].join("\n"),
      ),
    ).toEqual(["ssh", "http"]);
  });

  test("netstat of Linux, the BSDs and Windows", () => {
    expect(
      picked(
        [
          "Active Internet connections (only servers)",
          "Proto Recv-Q Send-Q Local Address           Foreign Address         State",
          "tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN",
          "tcp6       0      0 :::80                   :::*                    LISTEN",
          "udp6       0      0 ::1:323                 :::*",
          "tcp4       0      0  *.5900                 *.*                    LISTEN",
          "tcp46      0      0  127.0.0.1.631          *.*                    LISTEN",
          "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       912",
          "  UDP    [::]:5353              *:*                                    1234",
        ].join("\r\n"),
      ),
    ).toEqual(["22/tcp", "80/tcp", "323/udp", "5900/tcp", "631/tcp", "135/tcp", "5353/udp"]);
  });

  test("nmap, plain and grepable", () => {
    expect(
      picked(
        [
          "Starting Nmap 7.94 ( https://nmap.org ) at 2025-01-01 10:00 CET",
          "Nmap scan report for host.example (192.0.2.1)",
          "Host is up (0.01s latency).",
          "Not shown: 996 closed tcp ports (reset)",
          "PORT     STATE SERVICE  VERSION",
          "22/tcp   open  ssh      OpenSSH 9.6 (protocol 2.0)",
          "8443/tcp open  https-alt",
          "161/udp  open|filtered snmp",
          "Nmap done: 1 IP address (1 host up) scanned in 0.25 seconds",
        ].join("\n"),
      ),
    ).toEqual(["22/tcp", "8443/tcp", "161/udp"]);
    expect(
      picked("Host: 192.0.2.1 ()\tPorts: 22/open/tcp//ssh///, 53/open/udp//domain///"),
    ).toEqual(["22/tcp", "53/udp"]);
  });

  test("lsof, docker, ufw and iptables", () => {
    expect(
      picked(
        [
          "COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME",
          "sshd     812 root    3u  IPv4  19244      0t0  TCP *:ssh (LISTEN)",
          "chrome  2211 ann    45u  IPv4  77812      0t0  TCP 192.0.2.5:51000->192.0.2.9:443 (ESTABLISHED)",
          "0a1b2c3d4e5f   nginx     0.0.0.0:8080->80/tcp, :::8080->80/tcp   web",
          "Status: active",
          "To                         Action      From",
          "--                         ------      ----",
          "8000:8010/tcp              ALLOW       Anywhere",
          "ACCEPT  tcp  --  anywhere  anywhere  tcp dpt:https",
        ].join("\n"),
      ),
    ).toEqual(["ssh/tcp", "51000/tcp", "8080/tcp", "8000-8010/tcp", "https/tcp"]);
  });

  test("rules of firewalls", () => {
    expect(
      picked(
        [
          "-A INPUT -p tcp -m multiport --dports 80,8000:8001 -j ACCEPT",
          "-A INPUT -p udp -m udp --dport 53 -j ACCEPT",
          "udp dport { 123, domain } accept",
          "pass in proto tcp from any to any port = https",
          "firewall-cmd --permanent --add-port 6443/tcp",
          "25,587/tcp (v6)            ALLOW       Anywhere (v6)",
        ].join("\n"),
      ),
    ).toEqual([
      "80/tcp",
      "8000-8001/tcp",
      "53/udp",
      "123/udp",
      "domain/udp",
      "https/tcp",
      "6443/tcp",
      "25/tcp",
      "587/tcp",
    ]);
  });

  test("lines that come again, each in its place", () => {
    const again = queriesInText("ssh\n# a\nThis is a sentence about nothing.\n53\n".repeat(3));
    expect(again.queries.map(({ text }) => text)).toEqual(["ssh", "53", "ssh", "53", "ssh", "53"]);
    expect(again.skipped).toEqual([3, 7, 11]);
  });

  test("what holds nothing to look up is told", () => {
    expect(queriesInText("22\nThis is a sentence about nothing at all.\n\n80\n").skipped).toEqual([
      2,
    ]);
  });
});
