/** Internal: where a relay listens, and where it passes requests on to. */
export interface RelayRoute {
  readonly namespace: string;
  readonly service: string;
  readonly backendPort: number;
  readonly port: number;
  readonly probePort: number;
}

/**
 * Internal: HAProxy's configuration for one colour.
 *
 * - `httpclose`: one request a connection, on both sides. A connection that a client keeps open would stay with the colour
 *   that it was opened to, however the Service is switched; and none is kept to a pod that is about to go.
 * - The colour's Service is asked for again and again, since it comes later than the relay and may go. Until it is there,
 *   requests are answered with 503. A connection that is refused is tried once more, where another pod may take it.
 * - 200 connections need less than 20 MB (HAProxy's "Management Guide": about 33 kB a connection, twice 16 kB of buffers).
 * - What is in flight when the pod goes has 30 s; the longest silence of either side, 75 s, is that of the preload script.
 */
export function relayConfiguration({ namespace, service, backendPort, port, probePort }: RelayRoute): string {
  return `global
  maxconn 200
  nbthread 1
  hard-stop-after 30s
  log stdout format raw local0

resolvers cluster
  parse-resolv-conf
  accepted_payload_size 8192
  timeout resolve 1s
  timeout retry 1s
  hold valid 5s
  hold nx 1s
  hold obsolete 30s

defaults
  mode http
  log global
  option httplog
  option dontlognull
  option httpclose
  option forwardfor
  option redispatch
  retries 3
  timeout connect 5s
  timeout client 75s
  timeout server 75s
  timeout tunnel 1h

frontend requests
  bind :${port}
  default_backend color

frontend probe
  bind :${probePort}
  option dontlog-normal
  http-request return status 200

backend color
  server web ${service}.${namespace}.svc.cluster.local:${backendPort} resolvers cluster init-addr none resolve-prefer ipv4
`;
}
