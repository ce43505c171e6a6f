package dev.processmanager.registry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One line of the registry.
@State(Scope.Thread)
public class JsonLoop {

  private final Object value = EntryJson.fields(Entries.entry("web", 3));
  private final String text = Json.write(value);

  @Benchmark
  public Object read() {
    return Json.parse(text);
  }

  @Benchmark
  public Object write() {
    return Json.write(value);
  }
}
