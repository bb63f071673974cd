'use strict';
const fs = require('fs');
const path = require('path');
const { pipeline } = require('stream/promises');

const HOME = path.join(__dirname, '..', '..');

/** The page that every path shows that is nothing else. */
exports.PAGE = path.join(__dirname, '..', 'client', 'index.html');

/** A file that users' data are in, or undefined when the path leads elsewhere. */
exports.userFile = (url) => {
  const folder = path.join(HOME, 'userData');
  const file = path.join(HOME, decodeURIComponent(url));
  return file.startsWith(folder + path.sep) ? file : undefined;
};

/** Where the institution's logo is kept, which web writes and shows. */
exports.LOGO = path.join(HOME, 'userData', 'images', 'logo.png');

/** Answers with a file's content. @returns whether there is such a file */
exports.send = async (file, response) => {
  if (!file || !fs.existsSync(file) || !fs.statSync(file).isFile()) return false;
  response.writeHead(200, { 'content-length': fs.statSync(file).size });
  await pipeline(fs.createReadStream(file), response);
  return true;
};

/** Writes what a request brings. */
exports.receive = (request, file) => pipeline(request, fs.createWriteStream(file));
