'use strict';
const fs = require('fs');
const path = require('path');

// As the application does: a file beside it, opened anew at each start, a line of JSON for each message.
const file = fs.createWriteStream(path.join(__dirname, '..', '..', 'app.log'), { flags: 'a' });

exports.info = (message) =>
  file.write(JSON.stringify({ level: 'info', message, timestamp: new Date().toISOString() }) + '\n');
