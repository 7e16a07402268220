/** The settings table: command line, help, configuration file and documentation follow from it. */

export interface Option {
  /** The long flag, without dashes. */
  readonly name: string;
  readonly short?: string;
  /** What its value is called in help; absent for a switch. */
  readonly value?: string;
  /** The value may be left out. */
  readonly optional?: boolean;
  readonly multiple?: boolean;
  readonly help: string;
  /** Whether it may stand in the configuration file. */
  readonly configurable: boolean;
}

export const options: readonly Option[] = [
  { name: 'host', short: 'H', value: 'ADDR', multiple: true, configurable: true, help: 'engine to watch: unix:///path, tcp://host:port or ssh://user@host; may stand several times' },
  { name: 'context', short: 'c', value: 'NAME', multiple: true, configurable: true, help: 'docker context to watch; may stand several times' },
  { name: 'tlsverify', configurable: false, help: 'TLS for a tcp:// engine, its certificate verified' },
  { name: 'tlscacert', value: 'FILE', configurable: false, help: 'who signed its certificate (default: ca.pem in DOCKER_CERT_PATH or ~/.docker)' },
  { name: 'tlscert', value: 'FILE', configurable: false, help: 'our certificate (default: cert.pem there)' },
  { name: 'tlskey', value: 'FILE', configurable: false, help: 'our key (default: key.pem there)' },
  { name: 'demo', value: 'N', optional: true, configurable: false, help: 'watch the built-in demo engine with N made-up containers' },
  { name: 'read-only', configurable: true, help: 'nothing can be changed from here' },
  { name: 'show-secrets', configurable: true, help: 'values that look like secrets are shown, not masked' },
  { name: 'protect', value: 'PATTERN', multiple: true, configurable: true, help: 'containers or projects (prod-*) for which a name must be typed before a change' },
  { name: 'interval', value: 'DURATION', configurable: true, help: 'poll interval of the list, 200ms or more (default 2s)' },
  { name: 'log-budget', value: 'SIZE', configurable: true, help: 'memory for log text, 1MiB or more (default 32MiB)' },
  { name: 'detach-keys', value: 'KEYS', configurable: true, help: "keys that leave a session, as docker writes them (default: ctrl-p,ctrl-q, or docker's detachKeys)" },
  { name: 'columns', value: 'LIST', configurable: true, help: 'columns the list begins with, in order: name,image,uptime,cpu …' },
  { name: 'sort', value: 'COLUMN', configurable: true, help: 'column it is sorted by; with - in front the other way round' },
  { name: 'group', value: 'BY', configurable: true, help: 'grouped by project, image, network, state, or none' },
  { name: 'alert', value: 'HOW', configurable: true, help: 'bell: ring when a container gets into trouble, at most once in 10 s (default off)' },
  { name: 'ascii', configurable: true, help: 'plain borders and symbols' },
  { name: 'no-color', configurable: true, help: 'no colour (as does NO_COLOR in the environment)' },
  { name: 'config', value: 'FILE', configurable: false, help: 'settings file, TOML (default: whalewatch/config.toml in $XDG_CONFIG_HOME or ~/.config)' },
  { name: 'once', configurable: false, help: 'print the container list and exit; also what happens when stdout is not a terminal' },
  { name: 'json', configurable: false, help: 'with --once: as JSON' },
  { name: 'version', short: 'v', configurable: false, help: 'print the version and exit' },
  { name: 'help', short: 'h', configurable: false, help: 'print this help and exit' },
];

/** The flag as help and errors write it: `-H, --host ADDR`. */
export function flagText(option: Option): string {
  const value = option.value ? (option.optional ? `[=${option.value}]` : ` ${option.value}`) : '';
  return `${option.short ? `-${option.short}, ` : '    '}--${option.name}${value}`;
}

/** The text of `--help`. */
export function helpText(): string {
  const width = Math.max(...options.map((option) => flagText(option).length)) + 2;
  const lines = options.map((option) => `  ${flagText(option).padEnd(width)}${option.help}`);
  return [
    'whalewatch: watch a Docker engine from the terminal: containers, inspect, logs.', '', 'Usage: whalewatch [OPTIONS]', '',
    ...lines, '',
    'Without --host, --context and --demo the engine is found as the docker CLI finds it (DOCKER_HOST, DOCKER_CONTEXT, the current context,',
    '/var/run/docker.sock), and after that the rootless, podman and desktop sockets that exist.',
    'Inside, ? lists the keys and q quits.', '',
  ].join('\n');
}
