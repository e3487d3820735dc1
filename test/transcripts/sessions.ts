/** Describes what a user does in a terminal; what it shows stands in the file of the session's name. */
export interface TerminalSession {
  readonly columns: number;
  readonly commands: readonly string[];
}

/** What is looked at in a narrow terminal too. */
const ASKED = [
  "portolan lookup 443/tcp",
  "portolan lookup HTTP/sctp 6064 _airport._tcp",
  "portolan lookup https",
  "printf '80\\n[::1]:443\\n514 udp\\nsmtps\\n6010\\n' | portolan lookup",
  "portolan lookup htps",
  "portolan lookup --next-free --class user -r registry.xml",
  "portolan search pcp",
  "portolan search --port 440-446 --columns name,port,protocol,status",
  "portolan search nosuchthing",
] as const;

/** Lists the sessions, by name. */
export const SESSIONS: Readonly<Record<string, TerminalSession>> = {
  "first-steps": {
    columns: 80,
    commands: [
      "portolan",
      "portolan --version | grep -c '^[0-9]'",
      "portolan formats",
      "portolan lookup --help",
      "portolan services --help",
      "portolan services audit --help",
    ],
  },
  asking: { columns: 80, commands: [...ASKED, "portolan stats registry.xml"] },
  converting: {
    columns: 80,
    commands: [
      "portolan convert registry.xml --to services --only http,https,ssh",
      "portolan convert registry.csv -o ports.json -v",
      "portolan convert registry.csv -o ports.json --check",
      "portolan convert registry.xml -o ports.json --check | head -3",
      "portolan convert registry.xml --to typescript --name 'http*' --protocol tcp",
      "portolan convert registry.csv --name 'http*' -o web.jsonl.gz",
      "zcat web.jsonl.gz | wc -l",
      "portolan convert page.txt --to csv --port 80 | cut -d, -f1-5",
      "cat registry.csv | portolan convert --to jsonl --name https --protocol tcp",
      "sed 's/,80,tcp/,99999,tcp/' registry.csv | portolan convert --to csv > new.csv",
      "sed 's/,80,tcp/,99999,tcp/' registry.csv | portolan convert --to csv --strict",
      "head -c 90 registry.json | portolan convert --to csv",
    ],
  },
  comparing: {
    columns: 80,
    commands: [
      "portolan diff registry.csv registry.csv",
      "sed 's/,5351,/,5352,/; /^pmcd,44321,tcp/d' registry.csv > new.csv",
      "portolan diff registry.csv new.csv",
      "portolan diff registry.csv new.csv --markdown",
      "portolan diff registry.xml registry.json --quiet",
      "portolan lint new.csv",
      "portolan lint new.csv -q",
    ],
  },
  services: {
    columns: 80,
    commands: [
      "printf 'http 80/tcp www\\nhttps 444/tcp\\nftp/tcp\\n' > services",
      "portolan services audit services -r registry.xml",
      "portolan export nmap registry.xml | tail -n 3",
      "portolan export word",
      "portolan export ports registry.xml --port 80,443",
      "portolan export dns-sd registry.xml --name http --protocol tcp --to yaml",
      "portolan services protocols",
    ],
  },
  mistakes: {
    columns: 80,
    commands: [
      "portolan convret",
      "portolan services adit",
      "portolan convert registry.csv",
      "portolan convert registry.csv --to word",
      "portolan convert registry.csv --too csv",
      "portolan convert registry.csv --to json --target glibc",
      "portolan convert nosuch.xml --to csv",
      "portolan convert . --to csv",
      "portolan convert registry.csv --to csv --port 80-",
      "portolan convert registry.csv --to csv --since yesterday",
      "portolan convert registry.csv --to csv --check",
      "portolan convert registry.csv -o /nosuch/folder/out.json",
      "portolan lookup",
      "portolan lookup 70000",
      "portolan search 'a(' --regex",
      "portolan search x --field colour",
      "portolan diff registry.csv",
      "portolan lint --color blue",
      "portolan completion tcsh",
      "portolan sync --frozen",
      "portolan sync --url ftp://registry.example/x",
      "portolan fixtures .",
      "echo hello | portolan convert --to csv",
    ],
  },
  narrow: {
    columns: 50,
    commands: [
      "portolan --help",
      "portolan search --help",
      ...ASKED,
      "portolan lint registry.csv -v",
      "sed 's/,5351,/,5352,/' registry.csv > new.csv",
      "portolan diff registry.csv new.csv",
    ],
  },
};
