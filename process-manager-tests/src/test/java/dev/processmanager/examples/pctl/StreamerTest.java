package dev.processmanager.examples.pctl;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a streamer does, in this JVM.
@Timeout(40)
class StreamerTest {

  @TempDir Path directory;

  private Receiver receiver;
  private Path log;
  private Path place;
  private Streamer streamer;
  private CompletableFuture<Void> streaming;

  @BeforeEach
  void begin() throws IOException {
    receiver = new Receiver();
    log = directory.resolve("app.log");
    place = directory.resolve("places").resolve("place.json");
    start();
  }

  private void start() {
    var endpoint = new Endpoint(receiver.uri(), "one", log.toString());
    streamer = new Streamer(endpoint, place);
    streaming = CompletableFuture.runAsync(() -> stream(streamer, endpoint));
  }

  private void stream(Streamer here, Endpoint endpoint) {
    try (endpoint;
        var tail = new LogTail(log, Json.read(place, Place.class))) {
      here.stream(tail);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void end() {
    streamer.stop();
    streaming.join();
    receiver.close();
  }

  @Test
  void postsLinesWithWhereTheyComeFrom() throws IOException {
    write("one", "zwölf \"\u001b[31m\"");
    awaitMessages("one", "zwölf \"\u001b[31m\"");
    JsonNode second = receiver.lines().getLast();
    assertThat(second.get("profile").asText()).isEqualTo("one");
    assertThat(second.get("file").asText()).isEqualTo(log.toString());
    assertThat(second.get("offset").asLong()).isEqualTo(4);
    assertThat(second.get("@timestamp").asText()).startsWith("20");
  }

  @Test
  void triesAgainUntilItCanPostAndLeavesOutNothing() throws IOException {
    receiver.answers(_ -> receiver.posts().size() < 2 ? 503 : 200);
    write("one");
    awaitMessages("one");
    assertThat(receiver.posts()).containsExactly(503, 503, 200);
    write("two");
    awaitMessages("one", "two");
  }

  @Test
  void aLineThatIsRefusedHoldsBackNoOther() throws IOException {
    receiver.answers(body -> body.contains("poison") ? 400 : 200);
    write("1", "2", "poison", "4", "5");
    awaitMessages("1", "2", "4", "5");
    write("6");
    awaitMessages("1", "2", "4", "5", "6");
  }

  @Test
  void goesOnAfterWhatWasPostedBefore() throws IOException {
    write("one");
    awaitMessages("one");
    streamer.stop();
    streaming.join();
    write("two");
    start();
    awaitMessages("one", "two");
  }

  @Test
  void endsThoughNobodyTakesWhatItPosts() throws IOException {
    receiver.answers(_ -> 503);
    write("one");
    await().atMost(20, SECONDS).until(() -> receiver.posts().size() > 1);
    streamer.stop();
    assertThat(streaming).succeedsWithin(Duration.ofSeconds(2));
    assertThat(place).doesNotExist();
  }

  @Test
  void notesHowFarItHasComeSoThatWhoReadsItFindsAllOfIt() throws IOException {
    Optional<Place> nothing = Json.read(place, Place.class);
    assertThat(nothing).isEmpty();
    for (int i = 0; i < 30; i++) {
      write("line " + i);
      if (Files.exists(place)) {
        assertThat(Json.read(place, Place.class).orElseThrow().offset()).isPositive();
      }
    }
    awaitMessages(IntStream.range(0, 30).mapToObj(i -> "line " + i).toArray(String[]::new));
    await()
        .atMost(10, SECONDS)
        .until(
            () -> Json.read(place, Place.class).map(Place::offset),
            Predicate.isEqual(Optional.of(Files.size(log))));
    assertThat(directory.resolve("places")).isDirectoryNotContaining("glob:**.json.*");
  }

  @Test
  void anEndpointThatIsNotThereIsNoRefusal() throws Exception {
    try (var nobody = new Endpoint(URI.create("http://127.0.0.1:1/"), "one", "log")) {
      Endpoint.Reply reply = nobody.post(List.of(new LogTail.LogLine(0, "one")));
      assertThat(reply.answer()).isEqualTo(Endpoint.Answer.NOT_NOW);
      assertThat(reply.reason()).contains("ConnectException");
    }
  }

  private void write(String... lines) throws IOException {
    Files.writeString(log, String.join("\n", lines) + "\n", CREATE, APPEND);
  }

  private void awaitMessages(String... messages) {
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(receiver.messages()).containsExactly(messages));
  }
}
