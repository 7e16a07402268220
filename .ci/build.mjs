// Bundles the program and its tools into dist/, each with all that it needs, and prepares V8's code cache for a quick start.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const tools = { 'bench/main.ts': 'bench', 'bench/soak.ts': 'soak', 'screenshots/make.ts': 'screenshots', 'src/demo/main.ts': 'demo-engine' };
const native = ['@lydell/node-pty', '@resvg/resvg-js', '@xterm/*'];

/** Replaces a piece of a dependency's source, and fails the build when a new version no longer has it. */
function swap(source, from, to) {
  if (!source.includes(from)) throw new Error(`not found in its source: ${from}`);
  return source.replace(from, () => to);
}

// what a blessed without its own input, output and terminfo needs: widgets named in a list (its own list is only known at run time),
// no Program, and modules of Node that are needed for nothing of ours loaded when they are asked for
const slimBlessed = {
  name: 'slim-blessed',
  setup(bundler) {
    const rewrite = (file, change) => bundler.onLoad({ filter: new RegExp(`blessed[\\\\/]lib[\\\\/]${file}\\.js$`) }, ({ path }) => ({
      contents: change(readFileSync(path, 'utf8')), loader: 'js',
    }));
    rewrite('widget', () => ['Node', 'Screen', 'Element', 'Box', 'Text'].map((name) => (
      `exports.${name} = exports.${name.toLowerCase()} = require('./widgets/${name.toLowerCase()}');`)).join('\n'));
    rewrite('program', () => 'module.exports = function Program() { throw new Error("blessed is used with a device of our own"); };');
    rewrite('tput', () => 'module.exports = function Tput() { throw new Error("blessed is used without terminfo"); };');
    rewrite('widgets[\\\\/]screen', (source) => swap(swap(source,
      "cp = require('child_process')", "cp = { get spawn() { return require('child_process').spawn; }, get execSync() { return require('child_process').execSync; } }"),
    "var Log = require('./log');", 'var Log;'));
    rewrite('widgets[\\\\/]element', (source) => swap(source, "require('assert')", '{ ok: function ok(value) { if (!value) throw new Error("no value"); } }'));
  },
};

// a constructor of Node that says on the screen that it is out of date, when it is used outside node_modules
const quietCanvas = {
  name: 'quiet-canvas',
  setup(bundler) {
    bundler.onLoad({ filter: /drawille-blessed-contrib[\\/]index\.js$/ }, ({ path }) => ({ contents: swap(readFileSync(path, 'utf8'), 'new Buffer(', 'Buffer.alloc('), loader: 'js' }));
  },
};

// what is imported when it is asked for lies in files of its own, so that a start does not read it; the rest of what is imported so is small
const parts = { './chart-widget.ts': 'charts', './demo/server.ts': 'demo', 'smol-toml': 'toml' };
const partSources = { charts: 'src/terminal/chart-widget.ts', demo: 'src/demo/server.ts', toml: 'smol-toml' };
const apart = {
  name: 'apart',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' && parts[path] ? { path: `./${parts[path]}.cjs`, external: true } : undefined));
  },
};

// names are kept as they are: a stack trace somebody sends must be readable
const common = {
  absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', minifyWhitespace: true, minifySyntax: true, legalComments: 'none', logLevel: 'warning',
  plugins: [slimBlessed, quietCanvas], external: native,
};

// CommonJS starts quicker than ESM, and only a script can take a code cache; dynamic imports become requires of parts evaluated when asked for
const script = {
  ...common, format: 'cjs', supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'moduleUrl' }, banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

// the program itself is a second file so that Node does not parse it before the cache is at hand; without the cache it is loaded plainly
const loader = `#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');
const path = __dirname + '/program.cjs';
let cachedData;
try { cachedData = readFileSync(__dirname + '/program.cache'); } catch {}
const source = readFileSync(path, 'utf8');
const script = new Script('(function(exports,require,module,__filename,__dirname){' + source + '\\n})', { filename: path, cachedData });
script.runInThisContext()(exports, require, module, path, __dirname);
`;

// runs the program for a moment on a terminal of its own, then keeps what V8 compiled meanwhile
const warmUp = `
const { readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const dist = process.env.WARM_UP_DIST;
const path = dist + '/program.cjs';
const script = new (require('node:vm').Script)('(function(exports,require,module,__filename,__dirname){' + readFileSync(path, 'utf8') + '\\n})', { filename: path });
const keep = () => writeFileSync(dist + '/program.cache', script.createCachedData());
process.argv = [process.argv[0], dist + '/whalewatch.js', ...JSON.parse(process.env.WARM_UP_ARGUMENTS)];
process.once('exit', keep);
setTimeout(() => process.exit(0), 700).unref();
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref();
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, Module.createRequire(path), module_, path, dist);
`;

async function warmUpInTerminal(args) {
  const { spawn } = await import('@lydell/node-pty');
  await new Promise((resolve) => {
    const env = { ...process.env, TERM: 'xterm-256color', WARM_UP_DIST: dist, WARM_UP_ARGUMENTS: JSON.stringify(args) };
    const child = spawn(process.execPath, ['-e', warmUp], { cols: 160, rows: 45, cwd: dist, env });
    child.onData(() => {});
    child.onExit(resolve);
  });
}

async function prepareCache() {
  try {
    await warmUpInTerminal(['--demo']);
  } catch (error) {
    console.warn(`no terminal to warm up in: ${error.message}`);
  }
  if (!existsSync(join(dist, 'program.cache'))) {
    // what a run without a screen compiles is better than nothing
    spawnSync(process.execPath, ['-e', warmUp], { env: { ...process.env, WARM_UP_DIST: dist, WARM_UP_ARGUMENTS: '["--version"]' }, stdio: 'ignore' });
  }
}

/** A cache that V8 would refuse costs time and saves none. */
function checkCache() {
  const check = `const { readFileSync } = require('node:fs');
    const source = '(function(exports,require,module,__filename,__dirname){' + readFileSync('program.cjs', 'utf8') + '\\n})';
    process.exit(new (require('node:vm').Script)(source, { cachedData: readFileSync('program.cache') }).cachedDataRejected ? 1 : 0);`;
  const { status } = spawnSync(process.execPath, ['-e', check], { cwd: dist });
  if (status !== 0) throw new Error('V8 refuses the code cache that was just made');
}

async function buildProgram(entry) {
  await build({ ...script, plugins: [...script.plugins, apart], entryPoints: [entry], outfile: join(dist, 'program.cjs') });
  await Promise.all(Object.entries(partSources).filter(([, source]) => !source.startsWith('src/') || existsSync(join(root, source)))
    .map(([name, source]) => build({ ...script, entryPoints: [source], outfile: join(dist, `${name}.cjs`) })));
  writeFileSync(join(dist, 'whalewatch.js'), loader, { mode: 0o755 });
  await prepareCache();
  checkCache();
}

// tools may await at top level, which only ESM can
async function buildTool(source, name) {
  const require = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  await build({ ...common, format: 'esm', entryPoints: [source], outfile: join(dist, `${name}.mjs`), banner: { js: require } });
  writeFileSync(join(dist, `${name}.js`), `#!/usr/bin/env node\nimport('./${name}.mjs');\n`, { mode: 0o755 });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
const entry = process.argv[2] ?? 'src/cli.ts';
const present = Object.entries(tools).filter(([source]) => existsSync(join(root, source)));
await Promise.all(present.map(([source, name]) => buildTool(source, name)));
if (existsSync(join(root, entry))) await buildProgram(entry);
