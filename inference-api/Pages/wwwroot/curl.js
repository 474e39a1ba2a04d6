// The request as a command line for any POSIX shell.
export function curl(address, request) {
  return `curl ${quote(address)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quote(JSON.stringify(request))}`;
}

const quote = text => `'${text.replaceAll("'", String.raw`'\''`)}'`;
