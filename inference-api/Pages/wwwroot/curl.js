// The request as a command line for any POSIX shell. A key is left to the shell: a command that is passed on must not hold it.
export function curl(address, request, withKey) {
  const parts = [`curl ${quote(address)}`, "-H 'Content-Type: application/json'", withKey && '-H "X-Api-Key: $API_KEY"', `-d ${quote(JSON.stringify(request))}`];
  return parts.filter(Boolean).join(' \\\n  ');
}

const quote = text => `'${text.replaceAll("'", String.raw`'\''`)}'`;
