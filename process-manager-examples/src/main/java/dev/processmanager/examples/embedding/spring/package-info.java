/// The same application in Spring Boot:
///
/// ```
/// bin/run-with-spring embedding.spring.ReportApplication [--reports.port=8089]
/// ```
///
/// What there is to know:
///
/// - The manager is a bean with a destroy method, so it is closed after everything that uses it,
///   and it is built with `closeOnExit(false)`: exit hooks of a JVM run at the same time, and it is
///   Spring's that decides who ends when.
/// - What runs in the background is started and stopped by a `SmartLifecycle`: after all beans are
///   there, and before any is gone. A start that fails fails the start of the application.
/// - `ProcessEvents` hands events on to Spring, so that any bean hears them by `@EventListener`.
/// - A `HealthIndicator` tells how the processes are; Actuator shows it at `/actuator/health`.
/// - With a `MeterRegistry` about, one more bean counts and times them:
///   [dev.processmanager.examples.metrics.ProcessMetrics].
package dev.processmanager.examples.embedding.spring;
