package dev.processmanager.soak;

import dev.processmanager.faults.Machine;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.SessionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Looks at everything, and changes nothing.
final class Observer {

  private static final Pattern MARK = Pattern.compile(Home.MARK + "=([^\0]*)");

  private final Home home;
  private final List<Form> forms;

  Observer(Home home, List<Form> forms) {
    this.home = home;
    this.forms = forms;
  }

  /// @param host what the host tells, if there is one
  Sight look(Optional<Sight.Told> host) throws IOException {
    var entries = new ArrayList<Entry>();
    var sessions = new ArrayList<SessionEntry>();
    read(entries, sessions);
    return new Sight(
        host,
        entries.stream().collect(Collectors.toMap(entry -> entry.key().id(), it -> it)),
        sessions,
        forms.stream().collect(Collectors.toMap(Form::id, form -> trace(form.id()))),
        carriers());
  }

  /// As another host would read it that has never seen it before.
  private void read(List<Entry> entries, List<SessionEntry> sessions) throws IOException {
    Path copy = home.copies().resolve("processes.json");
    try {
      Files.copy(home.registry(), copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException nothingYet) {
      return;
    }
    try (Registry registry = Registry.file(copy)) {
      entries.addAll(registry.entries());
      sessions.addAll(registry.sessions());
    }
  }

  private Sight.Trace trace(String id) {
    List<String> log = Machine.lines(home.log(id));
    return new Sight.Trace(notes(id), log.isEmpty() ? "" : log.getLast());
  }

  List<Long> notes(String id) {
    return Machine.lines(home.notes(id)).stream().map(Long::valueOf).toList();
  }

  /// Who has a mark, but for the dead.
  Map<String, List<Long>> carriers() {
    var carriers = new HashMap<String, List<Long>>();
    for (long pid : Machine.processes()) {
      Matcher mark = MARK.matcher(Machine.environment(pid));
      if (mark.find() && Machine.lives(pid)) {
        carriers.computeIfAbsent(mark.group(1), _ -> new ArrayList<>()).add(pid);
      }
    }
    return carriers;
  }

  /// Those that a process has started, and they in turn.
  static List<Long> descendants(long pid) {
    Map<Long, List<Long>> children =
        Machine.processes().stream().collect(Collectors.groupingBy(Machine::parent));
    Function<Long, List<Long>> of = parent -> children.getOrDefault(parent, List.of());
    var all = new ArrayList<>(of.apply(pid));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(of.apply(all.get(i)));
    }
    return all;
  }
}
