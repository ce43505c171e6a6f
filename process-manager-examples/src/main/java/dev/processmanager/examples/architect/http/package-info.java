/// The HTTP API of the supervisor, and the dashboard that uses it.
///
/// [ArchitectApi#mount] puts the API into any server of the JDK; [ArchitectServer] is such a
/// server on a loopback address, with the dashboard at `/`.
///
/// # Requests
///
/// All routes are below `/api/supervisor/`, and every request carries
/// `Authorization: Bearer TOKEN`, with a token of 16 characters or more. `Host` must name the
/// loopback (`localhost`, `127.0.0.1`, `[::1]`, any port), and `Origin`, where there is one, must
/// be that same host. Bodies and answers are JSON in UTF-8, but for streams and Prometheus. `POST`
/// needs no body unless said here; a body has 64 KiB at most and says
/// `Content-Type: application/json`.
///
/// # Routes
///
/// Answers are 200 unless said otherwise.
///
/// - `GET status`: `{time, summary: Summary, services: [Service]}`, in the order of starting
/// - `GET summary`: `Summary`
/// - `GET health`: `{health: "healthy" | "unhealthy", criticalDown: [id], services: {id: health}}`;
///   unhealthy if a critical service is down or any service is unhealthy
/// - `GET metrics?limit=1&format=`: `{services: {id: [Sample]}}`, the newest first; Prometheus text
///   for `format=prometheus` (or `json`), or else for an `Accept` that names `text/plain` and not
///   `application/json`
/// - `POST metrics`, a `Sample` as its body: 201 and the stored `Sample`; `at` may be absent (then
///   it is now), and so may `responseTimeMs`
/// - `GET events?limit=50&service=`: `{events: [Event]}`, the newest first
/// - `GET events/stream?service=`: a stream of `Event`
/// - `POST reload`: `{added: [id], removed: [id], changed: [id], unchanged: [id]}`; 422 if the new
///   configuration has problems, each one of the `errors`: then nothing has changed
/// - `GET services/{id}`: `Service`
/// - `GET services/{id}/health`:
///   `{service, health, checks: [{at, outcome, message, responseTimeMs}]}`
/// - `GET services/{id}/metrics?limit=60`: `{service, samples: [Sample]}`, the newest first
/// - `GET services/{id}/logs?lines=100`: `{service, lines: [text]}`, the oldest first
/// - `GET services/{id}/logs/stream?lines=0`: a stream of `{line}`, the last lines first, then each
///   new one
/// - `POST services/{id}/start`, `stop`, `restart`: `Service`, once it is done
/// - `POST groups/{group}/rolling-restart`: `{services: [Service]}`, once it is done
///
/// A `limit` is 1 to 1000, `lines` are 0 to 10000. What is done to all services, or to those of a
/// group, a client does one by one: it knows order and groups from `status`.
///
/// # Shapes
///
/// - `Service`: `{id, name, description, enabled, critical, priority, autoRestart, groups,
///   dependencies, state, health, pid, port, startedAt, uptimeSeconds, restarts, lastRestart,
///   nextAttempt, metadata}`, as in [dev.processmanager.examples.architect.ServiceView]
/// - `Summary`: `{total, enabled, healthy, unhealthy, states: {state: number}, criticalDown: [id],
///   uptimeSeconds, pid}`
/// - `Event`: `{at, service, type, message, details: {name: text}}`
/// - `Sample`: `{service, at, cpuPercent, memoryMb, healthStatus, responseTimeMs}`
///
/// What is not there is `null`, never left out; times are like `"2026-01-31T12:00:00.123Z"`.
///
/// # Errors
///
/// `application/problem+json` (RFC 9457): `{type: "about:blank", title, status, detail, instance,
/// errors: [{parameter | pointer, message}]}`. `detail` is one sentence for people. `errors` is
/// there for 400 and 422 alone; `pointer` points into the body, and is absent after a `reload`.
///
/// - 400: a parameter is not what it may be, or the body is no JSON
/// - 401: no token, or a wrong one
/// - 403: `Host` or `Origin` is somebody else's
/// - 404: no such route, service or group
/// - 405: `Allow` names the methods that there are
/// - 409: the service cannot do that now, or could not; `detail` says why
/// - 413: the body is too large
/// - 415: the body is not said to be JSON
/// - 422: the body, or the new configuration, is wrong; `errors` says all that is
/// - 500: a defect of the supervisor, which its log tells
/// - 503: the database cannot be read, or there are too many streams
/// - 504: what was asked for is still under way after ten minutes
///
/// # Streams
///
/// `text/event-stream`: each message is one `data:` line of JSON; a comment (`: …`) comes at once
/// and then every 15 seconds. A client that reads too slowly loses messages and is told so by one
/// with `event: dropped` and `data: {"dropped": number}`. Browsers' `EventSource` cannot send the
/// token; the dashboard reads its streams by `fetch`.
///
/// # The dashboard's token
///
/// Whoever opens `/#token=TOKEN`, as the daemon prints it, or types the token, is in. The fragment
/// never leaves the browser and is removed from the address at once; the token is kept in the
/// tab's `sessionStorage`. There are no cookies, so no other page can act in the user's name.
package dev.processmanager.examples.architect.http;
