package dev.processmanager.examples.architect;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.Programs;
import dev.processmanager.examples.architect.config.Configuration;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The sample as the one command starts it, but for its ports, which may be somebody else's here.
@Timeout(90)
class ArchitectSampleIT {

  private static final List<Integer> PORTS = List.of(8080, 8081, 5063, 7085, 9001);

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void threeServicesOfTheSampleRunAndTheFourthWhenItIsAsked() throws Exception {
    Map<Integer, Integer> ports = freePorts();
    Path file = sample(ports);
    Path output = directory.resolve("output");
    Process architect =
        programs.run(
            output, Programs.EXAMPLES.resolve("bin/architect").toString(), "-c", file.toString());
    Programs.awaitLine(output, "The dashboard is at http://127.0.0.1:" + ports.get(9001) + "/.*");

    assertThat(get(ports.get(8080), "/")).startsWith("Architect, production, process ");
    assertThat(get(ports.get(8081), "/health")).contains("UP");
    assertThat(get(ports.get(5063), "/")).startsWith("Reading app, process ");
    assertThat(ask(file, "GET", "services/pharma")).contains("\"state\":\"stopped\"");
    Rig.patiently().until(() -> ask(file, "GET", "summary").contains("\"healthy\":3"));
    assertThat(ask(file, "POST", "services/pharma/start")).contains("\"state\":\"running\"");
    assertThat(get(ports.get(7085), "/")).startsWith("Pharma, process ");

    architect.destroy();
    assertThat(architect.waitFor(30, SECONDS)).isTrue();
    assertThat(Files.readString(output)).contains("The supervisor ends");
  }

  private Path sample(Map<Integer, Integer> ports) throws IOException {
    Path original = Programs.EXAMPLES.resolve("samples/architect/supervisor_config.json");
    String text =
        Files.readString(original)
            .replace("../../bin/run", Programs.EXAMPLES.resolve("bin/run").toString());
    for (var port : ports.entrySet()) {
      text = text.replaceAll(": " + port.getKey() + "\\b", ": " + port.getValue());
    }
    return Files.writeString(directory.resolve("supervisor_config.json"), text);
  }

  private static Map<Integer, Integer> freePorts() throws IOException {
    var free = new LinkedHashMap<Integer, Integer>();
    var held = new ArrayList<ServerSocket>();
    for (int port : PORTS) {
      held.add(new ServerSocket(0));
      free.put(port, held.getLast().getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return free;
  }

  private static String get(int port, String path) {
    return Rig.patiently()
        .ignoreExceptions()
        .until(
            () -> send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))),
            answer -> !answer.isEmpty());
  }

  private static String ask(Path file, String method, String path) throws Exception {
    var global = Configuration.read(file).global();
    URI uri = URI.create(Files.readString(global.apiAddress()) + "/api/supervisor/" + path);
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + Files.readString(global.apiToken()))
            .method(method, BodyPublishers.noBody()));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }
  }
}
