/* Stops with one sentence when this Node.js is too old for Waymark. Loaded before all else, so in words that any Node.js reads. */
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(`Waymark needs Node.js 20.19 or newer, and this is ${process.versions.node}.`);
  process.exit(2);
}
