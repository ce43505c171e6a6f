package dev.processmanager.soak;

import dev.processmanager.faults.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// What happens to processes without the host's doing.
final class Strangers {

  private final Home home;
  private final Observer observer;

  Strangers(Home home, Observer observer) {
    this.home = home;
    this.observer = observer;
  }

  /// Makes the pipes through which commands are told to end.
  void prepare(List<Form> forms) throws IOException, InterruptedException {
    var mkfifo = new ArrayList<>(List.of("mkfifo"));
    forms.stream()
        .filter(form -> form.kind() == Form.Kind.COMMAND)
        .forEach(form -> mkfifo.add(home.wish(form.id()).toString()));
    if (mkfifo.size() > 1) {
      run(mkfifo.toArray(String[]::new));
    }
  }

  void act(Step.One step, Form form) throws IOException, InterruptedException {
    switch (step) {
      case Step.Kill(String id) -> kill(id);
      case Step.End(String _, boolean success) -> end(form, success ? "0" : "7");
      case Step.Order _ -> throw new IllegalArgumentException("not for strangers: " + step);
    }
  }

  /// What it has started goes first, since nobody else ends that.
  private void kill(String id) {
    List<Long> notes = observer.notes(id);
    if (!notes.isEmpty()) {
      Observer.descendants(notes.getLast()).forEach(Machine::kill);
      Machine.kill(notes.getLast());
    }
  }

  private void end(Form form, String code) throws IOException, InterruptedException {
    Path wish = home.wish(form.id());
    if (form.kind() == Form.Kind.COMMAND) {
      run("timeout", "20", "sh", "-c", "echo $1 > \"$0\"", wish.toString(), code);
    } else {
      Path draft = wish.resolveSibling(wish.getFileName() + ".draft");
      Files.writeString(draft, code);
      Files.move(draft, wish, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError(String.join(" ", command) + " gave " + code);
    }
  }
}
