/// What an application does with processes, apart from what holds it together: services that are
/// given a manager, use it, and neither make nor close it.
///
/// [ReportService] runs a command and awaits it; [WorkerService] keeps a process running. `plain`
/// puts them together by hand, `spring` lets Spring Boot do it. Both applications write a report,
/// hand it out at an address that they name, and go on until Ctrl+C.
package dev.processmanager.examples.embedding;
