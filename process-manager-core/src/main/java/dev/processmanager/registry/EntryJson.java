package dev.processmanager.registry;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry.Desired;
import dev.processmanager.registry.Entry.Lease;
import dev.processmanager.registry.Entry.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry as the fields of a JSON object, all on one level but for who is who.
final class EntryJson {

  private EntryJson() {}

  static Map<String, @Nullable Object> fields(Entry entry) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("id", entry.key().id());
    out.put("scope", entry.key().scope().toString());
    out.put("desired", entry.desired().name());
    write(entry.progress(), out);
    write(entry.about(), out);
    entry.run().ifPresent(run -> write(run, out));
    entry.heartbeat().ifPresent(at -> out.put("heartbeat", Times.text(at)));
    out.put("epoch", entry.lease().epoch());
    entry.lease().holder().ifPresent(host -> out.put("owner", FingerprintJson.fields(host)));
    return out;
  }

  private static void write(Entry.Progress progress, Map<String, @Nullable Object> out) {
    out.put("state", progress.state().name());
    out.put("generation", (long) progress.generation());
    out.put("restarts", (long) progress.restarts());
    out.put("restartsInRow", (long) progress.restartsInRow());
    if (!progress.recentRestarts().isEmpty()) {
      out.put("recentRestarts", progress.recentRestarts().stream().map(Times::text).toList());
    }
    progress.exit().ifPresent(exit -> write(exit, out));
    progress.startedAt().ifPresent(at -> out.put("startedAt", Times.text(at)));
    out.put("updatedAt", Times.text(progress.updatedAt()));
  }

  private static void write(Exit exit, Map<String, @Nullable Object> out) {
    switch (exit) {
      case Exit.Exited(int code) -> out.put("exitCode", (long) code);
      case Exit.Signalled(Signal signal, boolean coreDumped) -> {
        out.put("exitSignal", signal.name());
        out.put("exitSignalNumber", (long) signal.number());
        out.put("coreDumped", coreDumped);
      }
      case Exit.Returned _ -> out.put("returned", true);
      case Exit.Threw threw -> out.put("exitUnknown", threw.describe());
      case Exit.Unknown(String reason) -> out.put("exitUnknown", reason);
    }
  }

  private static void write(Entry.About about, Map<String, @Nullable Object> out) {
    out.put("kind", about.kind().name());
    out.put("description", about.description());
    about.workingDirectory().ifPresent(path -> out.put("workingDirectory", path.toString()));
    about.logFile().ifPresent(path -> out.put("logFile", path.toString()));
    out.put("detached", about.detached());
    out.put("createdAt", Times.text(about.createdAt()));
    if (!about.metadata().isEmpty()) {
      out.put("metadata", new LinkedHashMap<>(about.metadata()));
    }
  }

  private static void write(Run run, Map<String, @Nullable Object> out) {
    out.put("cookie", run.cookie());
    run.process().ifPresent(process -> out.put("process", FingerprintJson.fields(process)));
    run.shim().ifPresent(shim -> out.put("shim", FingerprintJson.fields(shim)));
  }

  /// Whether an entry reads as it was written: what a function returned or threw is not kept.
  static boolean keepsAll(Entry entry) {
    return entry
        .progress()
        .exit()
        .filter(exit -> exit instanceof Exit.Returned || exit instanceof Exit.Threw)
        .isEmpty();
  }

  /// @throws IllegalArgumentException if a field is missing or makes no sense
  static Entry read(Fields in) {
    return new Entry(
        new Entry.Key(Scope.parse(in.text("scope")), in.text("id")),
        about(in),
        progress(in),
        in.optional("cookie").map(cookie -> run(cookie, in)),
        new Lease(in.object("owner").map(FingerprintJson::read), in.number("epoch")),
        Desired.valueOf(in.text("desired")),
        time("heartbeat", in));
  }

  private static Entry.About about(Fields in) {
    return new Entry.About(
        ProcessKind.valueOf(in.text("kind")),
        in.text("description"),
        in.optional("workingDirectory").map(Path::of),
        in.optional("logFile").map(Path::of),
        in.flag("detached"),
        in.texts("metadata"),
        in.time("createdAt"));
  }

  private static Entry.Progress progress(Fields in) {
    return new Entry.Progress(
        state(in.text("state")),
        in.count("generation"),
        in.count("restarts"),
        in.count("restartsInRow"),
        in.times("recentRestarts"),
        exit(in),
        time("startedAt", in),
        in.time("updatedAt"));
  }

  private static Optional<Instant> time(String name, Fields in) {
    return in.has(name) ? Optional.of(in.time(name)) : Optional.empty();
  }

  /// A newer version may know more states.
  private static ProcessState state(String name) {
    for (ProcessState state : ProcessState.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return ProcessState.UNKNOWN;
  }

  private static Optional<Exit> exit(Fields in) {
    if (in.has("exitCode")) {
      return Optional.of(new Exit.Exited(in.count("exitCode")));
    }
    if (in.has("exitSignal")) {
      int number = in.count("exitSignalNumber");
      Signal signal = new Signal(in.text("exitSignal"), number);
      return Optional.of(new Exit.Signalled(signal, in.flag("coreDumped")));
    }
    if (in.has("returned")) {
      return Optional.of(new Exit.Returned(null));
    }
    return in.optional("exitUnknown").map(Exit.Unknown::new);
  }

  private static Run run(String cookie, Fields in) {
    return new Run(
        cookie,
        in.object("process").map(FingerprintJson::read),
        in.object("shim").map(FingerprintJson::read));
  }
}
