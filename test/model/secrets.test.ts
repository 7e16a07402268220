import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecret, masked, maskText, maskValue, maskWord, maskWords } from '../../src/model/secrets.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----';

describe('a value is a secret', () => {
  test.each([
    ['DB_PASSWORD', 'hunter2'], ['POSTGRES_PASSWORD', 'postgres'], ['MYSQL_ROOT_PASSWORD', '12345'], ['MYSQL_PWD', 'x'], ['api_token', 'x'], ['AWS_SECRET_ACCESS_KEY', 'x'], ['AWS_ACCESS_KEY_ID', 'x1'],
    ['SESSION_COOKIE', 'x'], ['SESSION_SECRET', 'keyboard cat'], ['dbPassword', 'x'], ['spring.datasource.password', 'x'], ['DBPASS', 'x'], ['REDISCLI_AUTH', 'x1'], ['ENCRYPTION_KEY', '/aB3xyz+9='], ['SECRET_KEY_BASE', 'abcdef'],
    ['PASSWORD_PROD', 'x'], ['GITHUB_PAT', 'x'], ['SENTRY_DSN', 'https://abc@o1.ingest.sentry.io/1'], ['JWT_SECRET', 'x'], ['HMAC_SALT', 'x'], ['TLS_PRIVATE_KEY', 'MIIEvQ'], ['BASIC_AUTH', 'admin:pw'], ['KEY', 'abc'],
    ['CONNECTION_STRING', 'Server=db;Password=x'], ['AzureWebJobsStorage', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc123+/==;EndpointSuffix=core.windows.net'], ['SECRET_FILE', 'not a path'],
    ['traefik.http.middlewares.auth.basicauth.users', 'admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/'], ['CREDENTIALS', '{}x'], ['PASSWORD', 'true'], ['PASSWORD_FILE', 'hunter2!'],
  ])('by its name: %s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(true);
    expect(maskValue(name, value)).toBe(masked);
  });

  test.each([
    ['a URL with a password', 'postgres://user:pa55@db/app'], ['one with signs in it', 'amqp://u:p%40/s$s#w@mq:5672/v'], ['one without a user', 'redis://:pa55@cache:6379/0'], ['one with a token', 'https://0123456789abcdef0123@git.example.org/r.git'],
    ['one with a token in its query', 'https://h/hook?token=abc&x=1'], ['a JDBC one', 'jdbc:postgresql://h/db?user=u&password=x'], ['an ADO one', 'Server=h;User=sa;Password=x;'],
    ['PEM', '-----BEGIN PRIVATE KEY-----'], ['PEM of lines', pem], ['PEM after words', `the key: ${pem}`], ['a JWT', jwt], ['a short JWT', 'eyJhbGciOi.eyJzdWIi.sig'],
    ['AWS', 'AKIAABCDEFGHIJKLMNOP'], ['AWS for a while', 'ASIAABCDEFGHIJKLMNOP'], ['GCP', `AIza${'Sy0'.repeat(12)}`], ['GCP OAuth', `GOCSPX-${'a'.repeat(28)}`], ['Azure', `abc8Q~${'x'.repeat(34)}`],
    ['GitHub', 'ghp_0123456789abcdefghijABCDEFGHIJ'], ['GitHub, fine', `github_pat_${'a1'.repeat(20)}`], ['GitLab', `glpat-${'x'.repeat(20)}`], ['Slack', 'xoxb-1-2'], ['Slack hook', 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX'],
    ['Stripe', `sk_live_${'a'.repeat(24)}`], ['npm', `npm_${'a'.repeat(36)}`], ['Docker Hub', `dckr_pat_${'a'.repeat(27)}`], ['a password hash', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    ['JSON with one', '{"user":"a","password":"x"}'], ['deep in JSON', '[{"a":{"apiToken": "x"}}]'], ['in JSON in JSON', '{"cfg":"{\\"password\\":\\"x\\"}"}'], ['a number in JSON', '{"password":12345}'],
  ])('by its shape: %s', (_, value) => expect(isSecret('VALUE', value)).toBe(true));

  test.each([
    ['LANG', 'C.UTF-8'], ['DB_PASSWORD', ''], ['URL', 'http://host/path'], ['URL', 'http://host:80/x@y'], ['PATH', '/usr/local/bin:/bin'], ['PWD', '/app'], ['OLDPWD', '/'], ['KEYBOARD', 'us'], ['MONKEY', 'x1'], ['TURKEY', 'x1'],
    ['AUTHOR', 'someone'], ['org.opencontainers.image.authors', 'me <me@example.org>'], ['COMPASS', 'x'], ['BYPASS', 'x'], ['TOKENIZERS_PARALLELISM', 'x'], ['SSL_CERT_FILE', '/etc/ssl/certs/ca.pem'], ['SSL_CERT_DIR', '/etc/ssl/certs'],
    ['CERT', '/certs/tls.crt'], ['POSTGRES_PASSWORD_FILE', '/run/secrets/db'], ['ALLOW_EMPTY_PASSWORD', 'yes'], ['MYSQL_RANDOM_ROOT_PASSWORD', 'true'], ['TOKEN_TTL', '3600'], ['SESSION_TIMEOUT', '30m'], ['SESSION_DRIVER', 'redis'],
    ['DB_CONNECTION', 'mysql'], ['QUEUE_CONNECTION', 'redis'], ['MAX_CONNECTIONS', '100'], ['AUTH_ENABLED', 'false'], ['AUTH_METHOD', 'oidc'], ['PUBLIC_KEY', 'abc'], ['SSH_KEY_TYPE', 'ed25519'], ['CACHE_KEY_PREFIX', 'shop'], ['PASSWORD_MIN_LENGTH', '12'],
    ['SandboxKey', '/var/run/docker/netns/0123456789ab'], ['com.docker.compose.config-hash', 'abc'], ['IMAGE', 'registry.example.org:5000/team/app:1.2@sha256:0123'], ['SERVERS', 'a:1,b:2'], ['TEXT', 'a sentence about the key: nothing'],
    ['JSON', '{"user":"a","n":1}'], ['HOST', 'user@host'], ['TIME', '12:30:01'], ['EMAIL', 'mailto:me@example.org'], ['FLAGS', '-Xmx1g -Dfoo=bar'], ['TOKEN', 'null'], ['SOCK', 'unix:///var/run/docker.sock'], ['SECRET_NAME', 'my-secret'], ['GIT_SHA', '0123456789abcdef0123456789abcdef01234567'],
  ])('and this is none: %s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(false);
    expect(maskValue(name, value)).toBe(value);
  });

  test('of a value of several words only the secret is masked', () => {
    expect(maskValue('JAVA_OPTS', '-Xmx1g -Dspring.datasource.password=x -Dfoo=bar')).toBe(`-Xmx1g -Dspring.datasource.password=${masked} -Dfoo=bar`);
  });
});

const command = (line: string) => line.split(' ');

describe('words of a command', () => {
  test('are masked where they are or follow a secret', () => {
    expect(maskWords(['run', '--password', 'hunter2', '--token=abc', '-p', '80', 'redis://u:p@h'])).toEqual({ text: ['run', '--password', masked, `--token=${masked}`, '-p', '80', masked], hidden: true });
    expect(maskWords(['run', '--password', '--verbose'])).toEqual({ text: ['run', '--password', '--verbose'], hidden: false });
  });

  test.each([
    'redis-cli -a HUNTER2 ping', 'redis-cli --pass HUNTER2', 'redis-server --requirepass HUNTER2', '/usr/bin/redis-cli -h db -a HUNTER2', 'mysql -uroot -pHUNTER2 db', 'mysqladmin ping -pHUNTER2', 'mariadb-dump -u r -pHUNTER2', 'sshpass -p HUNTER2 ssh h', 'sshpass -pHUNTER2 ssh h',
    'curl -u me:HUNTER2 http://h', 'curl --user me:HUNTER2 http://h', 'curl -fsu me:HUNTER2 http://h', 'curl -ume:HUNTER2 http://h', 'curl --user=me:HUNTER2 http://h', 'curl -u :HUNTER2 http://h', 'redis-cli -xa HUNTER2', 'curl -H Authorization:HUNTER2 http://h', 'psql postgresql://u:HUNTER2@h/db', 'docker run -e DB_PASSWORD=HUNTER2 busybox', 'docker login -u me -p HUNTER2', 'mongosh -u a -p HUNTER2',
    'ldapsearch -D cn=x -w HUNTER2', 'app --password HUNTER2', 'app --password=HUNTER2', 'app --db-pass HUNTER2', 'app -token HUNTER2', 'app --api-key HUNTER2', 'PGPASSWORD=HUNTER2 psql', 'openssl enc -pass pass:HUNTER2', 'gpg --passphrase HUNTER2 -d x', 'sudo env X=1 mysql -pHUNTER2',
    'etcdctl --user root:HUNTER2 get', 'smbclient //h/s -U me%HUNTER2', 'app --password HUNTER2&ss(1);x', 'mosquitto_sub -P HUNTER2',
  ])('%s', (line) => {
    expect(maskWords(command(line)).text.join(' ')).not.toContain('HUNTER2');
    expect(maskText(line)).not.toMatch(/HUNTER2|ss\(1\)/);
    expect(maskText(`sh -c "${line}"`)).not.toContain('HUNTER2');
    expect(maskText(`sh -c ${line}`)).not.toContain('HUNTER2');
    expect(maskWords(['sh', '-c', line]).text.join(' ')).not.toContain('HUNTER2');
    expect(maskText(line)).toContain(command(line)[0] === 'PGPASSWORD=HUNTER2' ? 'PGPASSWORD=' : command(line)[0]);
  });

  test.each([
    'mysql -p db', 'mysqladmin ping -p$MYSQL_ROOT_PASSWORD', 'redis-cli -a "$REDIS_PASSWORD" ping', 'psql --password', 'docker login --password-stdin registry.example.org', 'nginx -p /srv', 'app --key /etc/tls/tls.key', 'app --no-auth something', 'curl -u me http://h', 'curl -fsu me http://h:80/', 'curl -fsSL http://h:80/u',
    'app --token-file /run/secrets/t', 'ssh -p 22 host', 'sleep 100', 'node server.js --port 8080', 'pg_isready -U postgres', 'curl -f http://localhost:8080/health', 'wget -qO- http://h:1/auth?x=1', 'java -Xmx1g -jar app.jar', 'app --auth-method oidc', 'PASSWORD=$(cat /run/secrets/x) app',
    '/bin/sh -c while true; do date; sleep 1; done', "sh -c 'trap : TERM; sleep 9 & wait'", 'echo key: value', 'GET /login 200', 'postgres: checkpointer', 'nginx: master process nginx -g daemon off;', 'token bucket full', 'basic authentication required', 'error: password required',
  ])('%s hides nothing', (line) => {
    if (!line.startsWith('error')) expect(maskText(line)).toBe(line);
    if (!/["']/.test(line) && !line.startsWith('error')) expect(maskWords(command(line))).toEqual({ text: command(line), hidden: false });
  });

  test('a word is masked after those before it', () => {
    expect(maskWord(['redis-cli', '-a'], 'x')).toBe(masked);
    expect(maskWord(['cat', '-a'], 'x')).toBe('x');
    expect(maskWord([], 'PASSWORD=a b')).toBe(`PASSWORD=${masked}`);
  });
});

describe('a text', () => {
  test.each([
    ['JSON', '{"ok":false,"password":"HUNTER2","n":1}', `{"ok":false,"password":"${masked}","n":1}`], ['YAML', 'db:\n  password: HUNTER2\n  port: 1', `db:\n  password: ${masked}\n  port: 1`],
    ['a header', 'Authorization: Bearer HUNTER2x', `Authorization: ${masked}`], ['a bare one', 'sent Bearer HUNTER2HUNTER2', `sent Bearer ${masked}`], ['a cookie', "Cookie: a=b; c=d", `Cookie: ${masked}`],
    ['an address in a sentence', 'dial postgres://u:HUNTER2@h/db failed', `dial postgres://u:${masked}@h/db failed`], ['quotes', 'PASSWORD="HUNTER2 and more" x', `PASSWORD=${masked} x`], ['a comma in it', 'password=HUNTER2,HUNTER2 x', `password=${masked} x`],
    ['PEM, its lines kept', `before\n${pem}\nafter`, `before\n${masked}\n${masked}\n${masked}\n${masked}\nafter`], ['PEM without an end', '-----BEGIN RSA PRIVATE KEY-----\nHUNTER2', `${masked}\n${masked}`],
    ['a token', `x ${jwt} y`, `x ${masked} y`], ['a script', 'sh -c "redis-cli -a HUNTER2 ping | grep PONG"', `sh -c "redis-cli -a ${masked} ping | grep PONG"`],
  ])('with %s', (_, text, wanted) => expect(maskText(text)).toBe(wanted));

  test('keeps its lines, whatever is masked in it', () => {
    const piece = fc.constantFrom('a', ' ', '\n', 'password=', 'x1', '"', "'", '-----BEGIN KEY-----', '-----END KEY-----', '://u:p@h', 'mysql -p', ';', '\\', ':', '{', '}');
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), (text) => {
      expect(maskText(text).split('\n').length).toBe(text.split('\n').length);
    }));
  });

  test.each(['://a:', 'eyJ-', 'a=', '"', "'", '\\"', 'password=', '-----BEGIN x', 'a:b:', '-p ', 'x"y ', '{"a":', 'key: ', '$('])('of 60,000 times %j is looked through in a moment', (piece) => {
    const text = piece.repeat(60_000);
    const began = performance.now();
    maskText(text.slice(0, 250_000));
    isSecret('x', text.slice(0, 250_000));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test('the mask tells nothing of the length', () => {
  expect(maskWords(['--key=a']).text[0]?.length).toBe(maskWords([`--key=${'a'.repeat(99)}`]).text[0]?.length);
});
