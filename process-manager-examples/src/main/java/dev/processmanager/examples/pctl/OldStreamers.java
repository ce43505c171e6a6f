package dev.processmanager.examples.pctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.processmanager.ProcessManager;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Verdict;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Takes over what a pctl without a registry has noted in `streamers.json`, once. Two calls that do
/// so at the same time adopt the same processes, which is no harm.
final class OldStreamers {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final Streamers streamers;
  private final ProcessManager pm;

  OldStreamers(Home home, Streamers streamers) {
    this.file = home.oldStreamers();
    this.streamers = streamers;
    this.pm = streamers.pm();
  }

  /// {@return what was found, for people; nothing if there is no such file}
  List<String> takeOver() throws IOException {
    var findings = new ArrayList<String>();
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      ObjectNode noted =
          Json.read(file, ObjectNode.class)
              .orElseThrow(() -> new NoSuchFileException(file.toString()));
      noted.properties().forEach(entry -> findings.add(takeOver(entry, written)));
      findings.add(file + " is kept as " + putAside("imported"));
    } catch (NoSuchFileException nothingToDo) {
      return findings;
    } catch (JsonProcessingException damaged) {
      findings.add(file + " cannot be read and is kept as " + putAside("unreadable"));
    }
    return findings;
  }

  private Path putAside(String why) throws IOException {
    Path aside =
        file.resolveSibling(file.getFileName() + "." + why + "-" + STAMP.format(Instant.now()));
    return Files.move(file, aside);
  }

  private String takeOver(Map.Entry<String, JsonNode> noted, Instant written) {
    String name = noted.getKey();
    long pid = noted.getValue().asLong(-1);
    if (pid <= 1 || !Profiles.isName(name)) {
      return "not adopted: %s: %s is no process that it could have"
          .formatted(name, noted.getValue());
    }
    String who = "%s (PID %d)".formatted(name, pid);
    Optional<ProcessStatus> known = streamers.status(name).filter(Streamers::runs);
    if (known.isPresent() && known.get().pid().orElse(-1) != pid) {
      return "not adopted: %s: there is a newer one, %s".formatted(who, known.get().describe());
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    OldEntry.Judgement judgement =
        new OldEntry(name, pid).judge(process.map(OldEntry.Seen::of), written);
    return judgement.verdict() == Verdict.SAME
        ? adopt(process.orElseThrow(), name, who)
        : "not adopted: %s: %s, %s".formatted(who, judgement.verdict(), judgement.reason());
  }

  private String adopt(ProcessHandle process, String name, String who) {
    try {
      pm.adopt(process, as -> as.id(Streamers.id(name)).metadata("adopted", "streamers.json"))
          .join();
      return "adopted: " + who;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof LaunchException ended) {
        return "not adopted: %s: %s".formatted(who, ended.getMessage());
      }
      throw failure;
    }
  }
}
