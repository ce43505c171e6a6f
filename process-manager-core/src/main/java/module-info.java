import org.jspecify.annotations.NullMarked;

/// An embeddable, asynchronous process-management library.
///
/// Start reading at [dev.processmanager.ProcessManager]. The only run-time dependency is the SLF4J
/// API.
@NullMarked
module dev.processmanager {
  requires java.net.http;
  requires org.slf4j;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.processmanager;
  exports dev.processmanager.command;
  exports dev.processmanager.jvm;
  exports dev.processmanager.output;
  exports dev.processmanager.probe;
  exports dev.processmanager.process;
  exports dev.processmanager.registry;
  exports dev.processmanager.restart;
  exports dev.processmanager.supervise;
  exports dev.processmanager.task;
  exports dev.processmanager.testing;
  exports dev.processmanager.time;
}
