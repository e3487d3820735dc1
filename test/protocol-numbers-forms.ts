/** One small registry of protocol numbers in each form that IANA publishes, written by hand. */

/** As XML, which loses nothing. */
export const XML = `<?xml version='1.0' encoding='UTF-8'?>
<registry xmlns="http://www.iana.org/assignments" id="protocol-numbers">
  <title>Protocol Numbers</title>
  <updated>2024-05-06</updated>
  <registry id="protocol-numbers-1">
    <title>Assigned Internet Protocol Numbers</title>
    <xref type="rfc" data="rfc5237"/>
    <registration_rule>IESG Approval or Standards Action</registration_rule>
    <note>A field of IPv4 <xref type="rfc" data="rfc791"/>.</note>
    <record>
      <value>0</value>
      <name>HOPOPT</name>
      <description>IPv6 Hop-by-Hop Option</description>
      <ipv6>Y</ipv6>
      <xref type="rfc" data="rfc8200"/>
    </record>
    <record date="1995-06">
      <value>9</value>
      <name>IGP</name>
      <description>any private interior gateway   
(used by Cisco for their IGRP)</description>
      <xref type="person" data="Jane_Doe"/>
    </record>
    <record updated="2015-10-06">
      <value>13</value>
      <name>ARGUS (deprecated)</name>
      <description>ARGUS</description>
      <xref type="person" data="Jane_Doe"/>
    </record>
    <record>
      <value>28</value>
      <name>IRTP</name>
      <description>Internet Reliable Transaction</description>
      <xref type="rfc" data="rfc938"/>
      <xref type="person" data="Jane_Doe"/>
    </record>
    <record>
      <value>29</value>
      <name>ISO-TP4</name>
      <description>ISO Transport Protocol Class 4</description>
      <xref type="text">Doe, J., "A Book of
Numbers", Press of Doe, May 1979.</xref>
      <xref type="text">[X1]</xref>
    </record>
    <record updated="2023-03-01">
      <value>84</value>
      <name>IPTM</name>
      <description>Internet Protocol Traffic Manager</description>
      <xref type="person" data="Jane_Doe"/>
      <xref type="note" data="1"/>
    </record>
    <record>
      <value>107</value>
      <name>A/N</name>
      <description>Active Networks</description>
      <xref type="draft" data="draft-doe-networks-03"/>
    </record>
    <record>
      <value>135</value>
      <name>Mobility Header</name>
      <ipv6>Y</ipv6>
      <xref type="rfc" data="rfc6275"/>
    </record>
    <record date="2024-10-24">
      <value>146</value>
      <name>Homa</name>
      <description>Homa</description>
      <ipv6>N</ipv6>
      <xref type="uri" data="https://example.org/homa">HomaModule</xref>
    </record>
    <record date="1995-06">
      <value>148-252</value>
      <description>Unassigned</description>
      <xref type="person" data="Jane_Doe"/>
    </record>
    <record>
      <value>253</value>
      <description>Use for experimentation and testing</description>
      <ipv6>Y</ipv6>
      <xref type="rfc" data="rfc3692"/>
    </record>
    <record date="1995-06">
      <value>255</value>
      <name>Reserved</name>
      <xref type="person" data="Jane_Doe"/>
    </record>
    <footnote anchor="1">Something that was so until March 2023.</footnote>
  </registry>
  <people>
    <person id="Jane_Doe">
      <name>Jane Doe</name>
      <uri>mailto:jane&amp;example.org</uri>
      <updated>1995-06</updated>
    </person>
  </people>
</registry>
`;

/** As CSV: one line for each record, except inside quotes, where line breaks are LF. */
export const CSV = `Decimal,Keyword,Protocol,IPv6 Extension Header,Reference
0,HOPOPT,IPv6 Hop-by-Hop Option,Y,[RFC8200]
9,IGP,"any private interior gateway   
(used by Cisco for their IGRP)",,[Jane_Doe]
13,ARGUS (deprecated),ARGUS,,[Jane_Doe]
28,IRTP,Internet Reliable Transaction,,[RFC938][Jane_Doe]
29,ISO-TP4,ISO Transport Protocol Class 4,,"[Doe, J., ""A Book of
Numbers"", Press of Doe, May 1979.][[X1]]"
84,IPTM,Internet Protocol Traffic Manager,,[Jane_Doe][1]
107,A/N,Active Networks,,[draft-doe-networks-03]
135,Mobility Header,,Y,[RFC6275]
146,Homa,Homa,N,[HomaModule]
148-252,,Unassigned,,[Jane_Doe]
253,,Use for experimentation and testing,Y,[RFC3692]
255,Reserved,,,[Jane_Doe]
`.replace(/\n(?=[A-Z\d-]*,|$)/g, "\r\n");

/** As a page. */
export const HTML = `<html xmlns="http://www.w3.org/1999/xhtml">
  <head><title>Protocol Numbers</title></head>
  <body>
    <h1>Protocol Numbers</h1>
    <dl>
      <dt>Last Updated</dt>
      <dd>2024-05-06</dd>
    </dl>
    <h2><a name="protocol-numbers-1" id="protocol-numbers-1"></a>Assigned Internet Protocol Numbers</h2>
    <dl>
      <dt>Note</dt>
      <dd><pre>A field of IPv4 [<a href="http://www.iana.org/go/rfc791">RFC791</a>].</pre></dd>
    </dl>
    <table id="table-protocol-numbers-1" class="sortable">
      <thead>
        <tr>
          <th>Decimal</th><th>Keyword</th><th>Protocol</th><th>IPv6 Extension Header</th><th>Reference</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td align="center">0</td>
          <td>HOPOPT</td>
          <td>IPv6 Hop-by-Hop Option</td>
          <td align="center">Y</td>
          <td>[<a href="http://www.iana.org/go/rfc8200">RFC8200</a>]</td>
        </tr>
        <tr>
          <td align="center">9</td>
          <td>IGP</td>
          <td>any private interior gateway   
(used by Cisco for their IGRP)</td>
          <td align="center"></td>
          <td>[<a href="#Jane_Doe">Jane_Doe</a>]</td>
        </tr>
        <tr>
          <td align="center">13</td>
          <td>ARGUS (deprecated)</td>
          <td>ARGUS</td>
          <td align="center"></td>
          <td>[<a href="#Jane_Doe">Jane_Doe</a>]</td>
        </tr>
        <tr>
          <td align="center">28</td>
          <td>IRTP</td>
          <td>Internet Reliable Transaction</td>
          <td align="center"></td>
          <td>[<a href="http://www.iana.org/go/rfc938">RFC938</a>][<a href="#Jane_Doe">Jane_Doe</a>]</td>
        </tr>
        <tr>
          <td align="center">29</td>
          <td>ISO-TP4</td>
          <td>ISO Transport Protocol Class 4</td>
          <td align="center"></td>
          <td>[Doe, J., "A Book of
Numbers", Press of Doe, May 1979.][[X1]]</td>
        </tr>
        <tr>
          <td align="center">84</td>
          <td>IPTM</td>
          <td>Internet Protocol Traffic Manager</td>
          <td align="center"></td>
          <td>[<a href="#Jane_Doe">Jane_Doe</a>][<a href="#note1">1</a>]</td>
        </tr>
        <tr>
          <td align="center">107</td>
          <td>A/N</td>
          <td>Active Networks</td>
          <td align="center"></td>
          <td>[<a href="http://www.iana.org/go/draft-doe-networks-03">draft-doe-networks-03</a>]</td>
        </tr>
        <tr>
          <td align="center">135</td>
          <td>Mobility Header</td>
          <td></td>
          <td align="center">Y</td>
          <td>[<a href="http://www.iana.org/go/rfc6275">RFC6275</a>]</td>
        </tr>
        <tr>
          <td align="center">146</td>
          <td>Homa</td>
          <td>Homa</td>
          <td align="center">N</td>
          <td>[<a href="https://example.org/homa">HomaModule</a>]</td>
        </tr>
        <tr>
          <td align="center">148-252</td>
          <td></td>
          <td>Unassigned</td>
          <td align="center"></td>
          <td>[<a href="#Jane_Doe">Jane_Doe</a>]</td>
        </tr>
        <tr>
          <td align="center">253</td>
          <td></td>
          <td>Use for experimentation and testing</td>
          <td align="center">Y</td>
          <td>[<a href="http://www.iana.org/go/rfc3692">RFC3692</a>]</td>
        </tr>
        <tr>
          <td align="center">255</td>
          <td>Reserved</td>
          <td></td>
          <td align="center"></td>
          <td>[<a href="#Jane_Doe">Jane_Doe</a>]</td>
        </tr>
      </tbody>
    </table>
    <h1 class="people">People</h1>
    <table class="sortable">
      <tr><th>ID</th><th>Name</th><th>Contact URI</th><th>Last Updated</th></tr>
      <tr><td>[Jane_Doe]</td><td>Jane Doe</td><td>mailto:jane&amp;example.org</td><td>1995-06</td></tr>
    </table>
  </body>
</html>
`;

/** As plain text: columns of fixed width, each cell in the middle of its row. */
export const TEXT = `   Internet Assigned Numbers Authority

                                        Protocol Numbers

   Last Updated
   2024-05-06

   Note

 A field of IPv4 [RFC791].

   Decimal      Keyword                Protocol           IPv6 Extension              Reference
                                                              Header
      0    HOPOPT             IPv6 Hop-by-Hop Option            Y        [RFC8200]
                              any private interior
      9    IGP                gateway (used by Cisco for                 [Jane_Doe]
                              their IGRP)
     13    ARGUS (deprecated) ARGUS                                      [Jane_Doe]
     28    IRTP               Internet Reliable                          [RFC938][Jane_Doe]
                              Transaction
     29    ISO-TP4            ISO Transport Protocol                     [Doe, J., "A Book of Numbers", Press
                              Class 4                                    of Doe, May 1979.][[X1]]
     84    IPTM               Internet Protocol Traffic                  [Jane_Doe][1]
                              Manager
     107   A/N                Active Networks                            [draft-doe-networks-03]
     135   Mobility Header                                      Y        [RFC6275]
     146   Homa               Homa                              N        [HomaModule]
   148-252                    Unassigned                                 [Jane_Doe]
     253                      Use for experimentation and       Y        [RFC3692]
                              testing
     255   Reserved                                                      [Jane_Doe]

                                       Contact Information

       ID        Name           Contact URI            Last Updated
   [Jane_Doe] Jane Doe mailto:jane&example.org          1995-06

                                            Footnote

   [1] Something that was so until March 2023.

   Licensing Terms
`;
