package dev.processmanager.examples.pctl;

import dev.processmanager.examples.Table;
import dev.processmanager.examples.Words;
import dev.processmanager.process.Exit;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is told about a profile.
///
/// @param status what the registry knows of its streamer, if it was ever started
/// @param profile what it does, or is to do the next time, if pctl knows
/// @param sent how many bytes of the present file were streamed
record StreamerView(
    String name, Optional<ProcessStatus> status, Optional<Profile> profile, long sent) {

  static StreamerView of(String name, Streamers streamers) throws IOException {
    Home home = streamers.home();
    Optional<ProcessStatus> status = streamers.status(name);
    Optional<Profile> running = status.filter(Streamers::runs).flatMap(Streamers::profile);
    Optional<Profile> next = new Profiles(home).find(name);
    long sent = Json.find(home.place(name), Place.class).map(Place::offset).orElse(0L);
    return new StreamerView(name, status, running.or(() -> next), sent);
  }

  boolean runs() {
    return status.filter(Streamers::runs).isPresent();
  }

  private Optional<Duration> uptime() {
    return status
        .filter(Streamers::runs)
        .flatMap(ProcessStatus::startedAt)
        .map(start -> Duration.between(start, Instant.now()));
  }

  static Table table(List<StreamerView> views) {
    Table table =
        Table.of("PROFILE", "STATE", "PID", "UPTIME", "SENT", "BEHIND", "EXIT", "FILE", "ENDPOINT");
    for (StreamerView view : views) {
      table.row(
          view.name,
          view.status.map(s -> s.state().toString()).orElse("NEW"),
          view.pid().map(Object::toString).orElse("-"),
          view.uptime().map(Words::of).orElse("-"),
          "%,d".formatted(view.sent),
          view.behind().map("%,d"::formatted).orElse("-"),
          view.exit().orElse("-"),
          view.profile.map(Profile::file).orElse("-"),
          view.profile.map(Profile::endpoint).orElse("-"));
    }
    return table;
  }

  Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("profile", name);
    map.put("id", Streamers.id(name));
    map.put("state", status.map(s -> s.state().toString()).orElse("NEW"));
    pid().ifPresent(pid -> map.put("pid", pid));
    uptime().ifPresent(uptime -> map.put("uptimeSeconds", uptime.toSeconds()));
    exit().ifPresent(exit -> map.put("exit", exit));
    map.put("sentBytes", sent);
    behind().ifPresent(bytes -> map.put("behindBytes", bytes));
    profile.ifPresent(p -> map.put("file", p.file()));
    profile.ifPresent(p -> map.put("endpoint", p.endpoint()));
    status.flatMap(ProcessStatus::logFile).ifPresent(log -> map.put("log", log.toString()));
    return map;
  }

  private Optional<Long> pid() {
    return status.filter(s -> s.pid().isPresent()).map(s -> s.pid().getAsLong());
  }

  private Optional<String> exit() {
    return status.filter(s -> !Streamers.runs(s)).flatMap(ProcessStatus::exit).map(Exit::describe);
  }

  /// Of the present file alone; of one that was rotated, a little is left for a moment only.
  private Optional<Long> behind() {
    return profile.map(Profile::file).map(Path::of).filter(Files::exists).map(this::behind);
  }

  private long behind(Path file) {
    long size = file.toFile().length();
    return size >= sent ? size - sent : size;
  }
}
