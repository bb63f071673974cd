/** Where the script finds the token of its own service account and the certificate of the API server. */
export const CREDENTIALS = '/var/run/docnow';

/**
 * A program for Node.js 8 and later that copies keys of Secrets into one of its own namespace, by server-side apply: the
 * same again changes nothing, and no value is ever written to its output. Told by environment variables:
 *
 * - COPIES, what to copy, in JSON: `[{ "as": "COOKIE_SECRET", "namespace": ..., "secretName": ..., "key": ... }]`
 * - NAMESPACE and NAME, the Secret that it becomes
 * - CREDENTIALS, the folder with `token` and `ca.crt`
 *
 * Without a dollar sign followed by a brace, which Terraform would take for its own.
 */
export const COPY_SCRIPT = `'use strict';
const fs = require('fs');
const https = require('https');
const env = process.env;

function ask(method, namespace, name, body) {
  const read = function (file) {
    return fs.readFileSync(env.CREDENTIALS + '/' + file, 'utf8');
  };
  const path = '/api/v1/namespaces/' + namespace + '/secrets/' + name;
  const options = {
    host: env.KUBERNETES_SERVICE_HOST,
    port: env.KUBERNETES_SERVICE_PORT,
    ca: read('ca.crt'),
    method: method,
    path: path + (body ? '?fieldManager=docnow-copy-secrets&force=true' : ''),
    timeout: 30000,
    headers: { authorization: 'Bearer ' + read('token'), 'content-type': 'application/apply-patch+yaml' },
  };
  return new Promise(function (resolve, reject) {
    const fail = function (why) {
      reject(new Error(method + ' ' + path + ': ' + why));
    };
    const request = https.request(options, function (response) {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', function (part) {
        text += part;
      });
      response.on('end', function () {
        // A Secret that is refused is not part of the answer, but for safety's sake only its code is told.
        if (response.statusCode >= 300) fail('the API server answers ' + response.statusCode);
        else resolve(JSON.parse(text));
      });
    });
    request.on('timeout', function () {
      request.destroy ? request.destroy(new Error('no answer within 30 s')) : request.abort();
    });
    request.on('error', function (error) {
      fail(error.message);
    });
    request.end(body && JSON.stringify(body));
  });
}

async function main() {
  const data = {};
  for (const copy of JSON.parse(env.COPIES)) {
    const secret = await ask('GET', copy.namespace, copy.secretName);
    const value = (secret.data || {})[copy.key];
    if (!value) throw new Error('Secret ' + copy.namespace + '/' + copy.secretName + ' has no key ' + copy.key);
    data[copy.as] = value;
  }
  const metadata = { name: env.NAME, labels: { 'app.kubernetes.io/part-of': 'docnow' } };
  await ask('PATCH', env.NAMESPACE, env.NAME, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata,
    type: 'Opaque',
    data: data,
  });
  console.log('copied ' + Object.keys(data).join(', ') + ' to ' + env.NAMESPACE + '/' + env.NAME);
}

main().catch(function (error) {
  console.error(error.message);
  process.exit(1);
});
`;
