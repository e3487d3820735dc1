import { identifierOf, type NamingStyle } from "@portolan/typescript";
import { describe, expect, test } from "vitest";

describe("identifierOf", () => {
  test.each([
    ["http", "tcp", "HTTP_TCP", "httpTcp", "HttpTcp"],
    ["http-alt", "udp", "HTTP_ALT_UDP", "httpAltUdp", "HttpAltUdp"],
    ["udt-os", "tcp", "UDT_OS_TCP", "udtOsTcp", "UdtOsTcp"],
    ["udt_os", "tcp", "UDT$_OS_TCP", "udt$_osTcp", "Udt$_osTcp"],
    ["3com-tsmux", "tcp", "_3COM_TSMUX_TCP", "_3comTsmuxTcp", "_3comTsmuxTcp"],
    ["9pfs", "tcp", "_9PFS_TCP", "_9pfsTcp", "_9pfsTcp"],
    ["cl-1", "tcp", "CL_1_TCP", "cl_1Tcp", "Cl_1Tcp"],
    ["cl1", "tcp", "CL1_TCP", "cl1Tcp", "Cl1Tcp"],
    ["cl/1", "tcp", "CL$slash1_TCP", "cl$slash1Tcp", "Cl$slash1Tcp"],
    ["whois++", "tcp", "WHOIS$plus$plus_TCP", "whois$plus$plusTcp", "Whois$plus$plusTcp"],
    ["besapi", "tcp", "BESAPI_TCP", "besapiTcp", "BesapiTcp"],
    ["BESApi", "tcp", "$B$E$S$API_TCP", "$B$E$S$ApiTcp", "$B$E$S$ApiTcp"],
    ["a (b)", "tcp", "A$blank$openB$close_TCP", "a$blank$openb$closeTcp", "A$blank$openb$closeTcp"],
    ["boe-cms", undefined, "BOE_CMS_ANY", "boeCmsAny", "BoeCmsAny"],
    [
      "boe-cms",
      "any",
      "BOE_CMS_$u61$$u6e$$u79$",
      "boeCms_$u61$$u6e$$u79$",
      "BoeCms_$u61$$u6e$$u79$",
    ],
    ["-a--b-", "tcp", "$hyphenA__B__TCP", "$hyphena_B_Tcp", "$hyphena_B_Tcp"],
    ["é\u2028", "tcp", "$ue9$$u2028$_TCP", "$ue9$$u2028$Tcp", "$ue9$$u2028$Tcp"],
    ["delete", "tcp", "DELETE_TCP", "deleteTcp", "DeleteTcp"],
  ])("%j over %s", (name, protocol, ...expected) => {
    const styles: readonly NamingStyle[] = ["SCREAMING_SNAKE", "camelCase", "PascalCase"];
    expect(styles.map((style) => identifierOf(style, name, protocol))).toEqual(expected);
  });

  test("also names what belongs to a service", () => {
    expect(identifierOf("SCREAMING_SNAKE", "ipp", "tcp", "dns-sd")).toBe("IPP_TCP_DNS_SD");
    expect(identifierOf("camelCase", "http-alt", "tcp", "ports")).toBe("httpAltTcpPorts");
  });
});
