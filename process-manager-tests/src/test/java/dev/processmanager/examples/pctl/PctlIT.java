package dev.processmanager.examples.pctl;

import static dev.processmanager.examples.Programs.awaitLine;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.Programs;
import dev.processmanager.examples.pctl.PctlRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// pctl as a user runs it: each command is a program of its own, and the streamers outlive it.
@Timeout(90)
class PctlIT {

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  private PctlRun pctl;
  private Receiver receiver;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    pctl = new PctlRun(directory, programs);
    receiver = new Receiver();
    log = directory.resolve("app.log");
  }

  @AfterEach
  void end() throws Exception {
    pctl.endStreamers();
    receiver.close();
  }

  @Test
  void aStreamerOutlivesTheCallThatStartedItAndIsFoundByAllOthers() throws Exception {
    write("one");
    assertThat(start().output()).containsPattern("elk-streamer-myenv runs as PID \\d+");
    long pid = pid();
    awaitMessages("one");
    write("two");
    awaitMessages("one", "two");
    awaitPlace(8);

    assertThat(pctl.run("elk", "start", "myenv").output())
        .contains("elk-streamer-myenv runs already, as PID " + pid);
    Result status = pctl.run("elk", "status", "myenv");
    assertThat(status.code()).isZero();
    assertThat(status.output().lines())
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("PROFILE  STATE "),
            row -> assertThat(row).matches("myenv +RUNNING +" + pid + " +\\d+s +8 +0 +- .*"));
    assertThat(pctl.run("elk", "logs", "myenv", "-n", "1").output()).contains("Lines posted: 1");

    stopWhileAnotherCallFollows(pid);

    write("three");
    assertThat(pctl.run("elk", "status", "myenv").code()).isEqualTo(3);
    start();
    awaitMessages("one", "two", "three");
  }

  private void stopWhileAnotherCallFollows(long pid) throws Exception {
    Path followed = directory.resolve("followed");
    Process follower = pctl.begin(followed, "elk", "logs", "-f", "myenv");
    awaitLine(followed, ".* PID \\d+ streams .*");
    Result stop = pctl.run("elk", "stop", "myenv");

    assertThat(stop.code()).isZero();
    assertThat(stop.output()).contains("elk-streamer-myenv is stopped");
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(follower.waitFor(20, SECONDS)).isTrue();
    assertThat(follower.exitValue()).isZero();
    assertThat(Files.readString(followed))
        .contains("Ends. Lines posted: 2", "elk-streamer-myenv has ended");
  }

  @Test
  void aStreamerThatWasKilledGoesOnWhereItWasAndIsForgottenWhenAsked() throws Exception {
    write("one");
    start();
    awaitMessages("one");
    awaitPlace(4);
    ProcessHandle streamer = ProcessHandle.of(pid()).orElseThrow();
    assertThat(streamer.destroyForcibly()).isTrue();
    streamer.onExit().get(20, SECONDS);
    write("two");
    JsonNode killed = pctl.json("elk", "status", "myenv", "--json");
    assertThat(killed.get("state").asText()).isEqualTo("FAILED");
    assertThat(killed.get("behindBytes").asLong()).isEqualTo(4);

    assertThat(pctl.run("elk", "cleanup").output()).isEqualTo("Forgotten: 1\n");
    JsonNode listed = pctl.json("elk", "list", "--json");
    assertThat(listed.findValuesAsText("state")).containsExactly("NEW");
    assertThat(pctl.run("elk", "start", "myenv").code()).isZero();
    awaitMessages("one", "two");
    assertThat(pctl.run("elk", "stop", "myenv").code()).isZero();
    assertThat(pctl.run("elk", "stop", "myenv").output()).contains("did not run");

    Files.writeString(
        pctl.home().resolve("profiles").resolve("myenv.json"),
        "{\"file\": \"" + log + "\", \"endpoint\": \"http:// nowhere\"}");
    assertThat(pctl.run("elk", "start", "myenv").output())
        .as("those before it have said that they stream")
        .contains("pctl: elk-streamer-myenv has ended at once; see pctl elk logs myenv");
  }

  @Test
  void twoThatStartTheSameStartOne() throws Exception {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    write("one");
    String[] start = {
      "elk", "start", "myenv", "--file", log.toString(), "--to", receiver.uri().toString()
    };
    List<Process> calls = List.of(pctl.begin(first, start), pctl.begin(second, start));
    for (Process call : calls) {
      assertThat(call.waitFor(40, SECONDS)).isTrue();
      assertThat(call.exitValue()).as(Files.readString(first) + Files.readString(second)).isZero();
    }
    String pid = " PID " + pid();
    assertThat(Files.readString(first)).contains(pid);
    assertThat(Files.readString(second)).contains(pid);
    awaitMessages("one");
  }

  private Result start() throws Exception {
    Result started =
        pctl.run(
            "elk", "start", "myenv", "--file", log.toString(), "--to", receiver.uri().toString());
    assertThat(started.code()).as(started.output()).isZero();
    return started;
  }

  private long pid() throws Exception {
    return pctl.registered("elk-streamer-myenv").get("process").get("pid").asLong();
  }

  private void write(String line) throws IOException {
    Files.writeString(log, line + "\n", CREATE, APPEND);
  }

  private void awaitPlace(long offset) {
    Path place = pctl.home().resolve("places").resolve("myenv.json");
    await()
        .atMost(20, SECONDS)
        .until(
            () -> Json.read(place, Place.class).map(Place::offset),
            Predicate.isEqual(Optional.of(offset)));
  }

  private void awaitMessages(String... messages) {
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(receiver.messages()).containsExactly(messages));
  }
}
