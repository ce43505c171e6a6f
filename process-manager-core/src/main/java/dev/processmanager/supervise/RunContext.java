package dev.processmanager.supervise;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a launcher is told about one supervised run.
record RunContext(
    String id,
    int generation,
    TimeSource time,
    List<OutputSink> outputs,
    boolean isDetached,
    Optional<LogFile> ownLog,
    Map<String, String> environment,
    Optional<Path> exitFile)
    implements LaunchContext {}
