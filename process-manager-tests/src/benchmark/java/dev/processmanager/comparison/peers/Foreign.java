package dev.processmanager.comparison.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What another language has, used by a script in that language.
abstract class Foreign implements Contestant {

  private final Opened<Server> server = new Opened<>();

  abstract List<String> command(int megabytes);

  @Override
  public void open(int megabytes) {
    server.is(Server.start(command(megabytes)));
  }

  final Server server() {
    return server.get();
  }

  @Override
  public long host() {
    return server().pid();
  }

  @Override
  public void endHost() throws Exception {
    server().send("exit", Map.of());
    server().await();
  }

  @Override
  public Outcome run(Order order) throws Exception {
    return outcome(server().ask("run", details(order)));
  }

  @Override
  public Started start(Order order) throws Exception {
    Map<String, Object> it = Map.of("key", server().ask("start", details(order)).get("key"));
    return new Started() {
      @Override
      public Outcome outcome() throws Exception {
        return Foreign.outcome(server().ask("outcome", it));
      }

      @Override
      public void stop() throws Exception {
        server().ask("stop", it);
      }
    };
  }

  @Override
  public void startToOutlive(Order order, Path log) throws Exception {
    Map<String, Object> details = details(order);
    details.put("log", log.toString());
    server().ask("outlive", details);
  }

  static Map<String, Object> details(Order order) {
    if (order.stream() != null) {
      throw new NoSuchFeature("takes bytes and files only");
    }
    if (order.listener() != null) {
      throw new NoSuchFeature("gives a stream, calls no listener on another thread");
    }
    var details = new LinkedHashMap<String, Object>();
    details.put("argv", order.argv());
    if (order.limit() != null) {
      details.put("limit", order.limit().toMillis() / 1000.0);
    }
    if (order.bytes() != null) {
      details.put("input", Base64.getEncoder().encodeToString(order.bytes()));
    }
    if (order.directory() != null) {
      details.put("dir", order.directory().toString());
    }
    return details;
  }

  static Outcome outcome(JsonNode answer) {
    return new Outcome(
        answer.get("code").asInt(-1),
        answer.get("end").asText(),
        answer.get("stdout").asText(),
        answer.get("timedOut").asBoolean());
  }
}
