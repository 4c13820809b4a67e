/* Runs the search without a browser: its scripts in a context of their own, where a script that is appended to the
   page is read from the disk. What is left as answers is printed.

   node in_node.js FOLDER */
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { fileURLToPath, pathToFileURL } = require("node:url");
const vm = require("node:vm");

const folder = process.argv[2];
const run = (path) => vm.runInContext(readFileSync(path, "utf8"), context, { filename: path });

const append = (script) =>
  setImmediate(() => {
    try {
      run(fileURLToPath(script.src));
    } catch (fault) {
      if (fault.code !== "ENOENT") throw fault;
      return script.onerror();
    }
    script.onload();
  });

const answers = { set textContent(told) { process.stdout.write(told); } };
const document = {
  currentScript: { src: pathToFileURL(join(folder, "search.js")).href },
  createElement: () => ({}),
  getElementById: () => answers,
  head: { append },
};
const context = vm.createContext({ document });
context.window = context;

run(join(folder, "search.js"));
run(join(folder, "asking.js"));
