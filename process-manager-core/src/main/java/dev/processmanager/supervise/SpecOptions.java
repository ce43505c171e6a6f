package dev.processmanager.supervise;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The options of a [ProcessSpec]: changed only while a copy is being made, never after.
final class SpecOptions {

  static final RestartPolicy NO_RESTART = RestartPolicy.never();

  final Launcher launcher;
  String id;
  Scope scope = Scope.global();
  Map<String, String> metadata = new LinkedHashMap<>();
  Optional<LogFile> log = Optional.empty();
  boolean detached;
  List<OutputSink> sinks = new ArrayList<>();
  RestartPolicy restart = NO_RESTART;
  List<HealthCheck> checks = new ArrayList<>();
  ResourceLimits limits = ResourceLimits.none();
  List<Dependency> dependencies = new ArrayList<>();
  int priority = ProcessSpec.DEFAULT_PRIORITY;
  boolean critical;
  List<Pattern> watchedLines = new ArrayList<>();
  StopPlan stop;

  SpecOptions(Launcher launcher, String id) {
    this.launcher = launcher;
    this.id = id;
    this.stop = launcher.stopPlan();
  }

  SpecOptions copy() {
    var copy = new SpecOptions(launcher, id);
    copy.scope = scope;
    copy.metadata.putAll(metadata);
    copy.log = log;
    copy.detached = detached;
    copy.sinks.addAll(sinks);
    copy.restart = restart;
    copy.checks.addAll(checks);
    copy.limits = limits;
    copy.dependencies.addAll(dependencies);
    copy.priority = priority;
    copy.critical = critical;
    copy.watchedLines.addAll(watchedLines);
    copy.stop = stop;
    return copy;
  }
}
