/** Lays the page out much as IANA's stylesheet does. No `<`, `>` or `&`: it stands in XHTML too. */
export const STYLE = `
body { font: 14px/1.4 sans-serif; margin: 1em; }
h1 { font-size: 1.4em; }
dt { font-weight: bold; margin-top: 1em; }
dd { margin-left: 2em; }
pre { margin: 0; white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { border: 1px solid #ccc; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
th { background: #eee; position: sticky; top: 0; }
table[id] td:nth-child(2), table[id] td:nth-child(3), table[id] td:nth-child(10) { text-align: center; }
`;
