'use strict';
// Loaded by Node.js ahead of all else in a container that the rig plays: gives a program the network and the process
// that a pod has. RIG_NETWORK is { listen: port of loopback, connect: { 'HOST:PORT': port of loopback } }.
const net = require('net');
const { listen: own, connect } = JSON.parse(process.env.RIG_NETWORK);

// A pod has all ports to itself; here each pod has one, on loopback. A second server takes any free one.
const listen = net.Server.prototype.listen;
let taken = false;
net.Server.prototype.listen = function (...given) {
  const tcp = typeof given[0] === 'number' || /^\d+$/.test(given[0]) || (given[0] && given[0].port !== undefined);
  if (!tcp) return listen.apply(this, given);
  const port = taken ? 0 : own;
  taken = true;
  return listen.call(this, { port, host: '127.0.0.1' }, given.find((one) => typeof one === 'function'));
};

// DNS and kube-proxy: names of Services lead to ports of loopback.
const begin = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  // Node.js itself hands over what it has normalized: a list with the options in it.
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (options && typeof options === 'object') {
    const port = connect[`${options.host}:${options.port}`];
    if (port) Object.assign(options, { host: '127.0.0.1', port, lookup: undefined });
  } else {
    const port = connect[`${given[1]}:${given[0]}`];
    if (port) given.splice(0, 2, port, '127.0.0.1');
  }
  return begin.apply(this, given);
};

// The first process of a container ignores SIGTERM unless it listens for it (Linux, pid_namespaces(7)).
process.on('SIGTERM', () => {});
