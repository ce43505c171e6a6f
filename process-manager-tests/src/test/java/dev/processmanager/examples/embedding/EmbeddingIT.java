package dev.processmanager.examples.embedding;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.examples.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Applications that own a manager, as their users run them: they come up with what they need, and
/// take it along when they end.
class EmbeddingIT {

  private static final Pattern WORKER =
      Pattern.compile("report-server\\[RUNNING pid=(\\d+) gen=1 HEALTHY");
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();
  private Path output;
  private Path reports;
  private int port;

  @BeforeEach
  void choosePlaces() throws IOException {
    output = directory.resolve("out");
    reports = directory.resolve("reports");
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @Test
  void aPlainApplicationTakesItsWorkerAlong() throws Exception {
    Process application = runPlain();
    ProcessHandle worker = awaitReport();

    endWith(application, worker);
  }

  @Test
  void anApplicationInSpringBootEndsInItsOwnOrder() throws Exception {
    Process application = runInSpring();
    ProcessHandle worker = awaitReport();
    assertThat(Files.readString(output)).contains("Health: UP", "STARTING -> HEALTHY");

    endWith(application, worker);
    assertThat(Files.readAllLines(output).stream().filter(line -> line.contains("Diary")))
        .as("the last report is written before the worker is stopped, which is still told")
        .extracting(line -> line.replaceFirst(".*Diary - ", ""))
        .containsSubsequence(
            "The last report is last.txt",
            "report-server: RUNNING -> STOPPING (stop requested)",
            "report-server: STOPPING -> STOPPED");
    assertThat(reports.resolve("last.txt")).isNotEmptyFile();
  }

  @Test
  void anApplicationInSpringBootDoesNotStartWithoutItsWorker() throws Exception {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Process application = runInSpring();

      assertThat(application.waitFor(90, SECONDS)).isTrue();
      assertThat(application.exitValue()).isEqualTo(1);
    }
    assertThat(Files.readString(output))
        .contains("report-server: STARTING -> ")
        .doesNotContain("The report is at");
  }

  private Process runInSpring() throws IOException {
    return run(
        "run-with-spring",
        "embedding.spring.ReportApplication",
        "--reports.directory=" + reports,
        "--reports.port=" + port);
  }

  private Process runPlain() throws IOException {
    return run("run", "embedding.plain.ReportApplication", reports.toString(), "" + port);
  }

  private Process run(String script, String... arguments) throws IOException {
    ProcessBuilder builder = Programs.builder(output, arguments);
    builder.command().addFirst(Programs.EXAMPLES.resolve("bin").resolve(script).toString());
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return programs.run(builder);
  }

  /// Waits until the report can be had, and tells from whom.
  private ProcessHandle awaitReport() throws Exception {
    String address = "http://127.0.0.1:" + port + "/usage.txt";
    await()
        .atMost(90, SECONDS)
        .untilAsserted(
            () -> assertThat(Files.readString(output)).contains("The report is at " + address));
    var request = HttpRequest.newBuilder(URI.create(address));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).matches("\\d+\\s+" + reports + "\\s*");
    }
    Matcher worker = WORKER.matcher(Files.readString(output));
    assertThat(worker.find()).as(Files.readString(output)).isTrue();
    return ProcessHandle.of(Long.parseLong(worker.group(1))).orElseThrow();
  }

  private void endWith(Process application, ProcessHandle worker) throws Exception {
    Programs.signal(application.pid(), "TERM");
    assertThat(application.waitFor(60, SECONDS)).isTrue();
    assertThat(application.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    await().atMost(10, SECONDS).until(() -> !worker.isAlive());
  }
}
