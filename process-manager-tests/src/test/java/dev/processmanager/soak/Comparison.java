package dev.processmanager.soak;

import dev.processmanager.registry.Entry;
import dev.processmanager.soak.Form.Temper;
import dev.processmanager.soak.Model.Session;
import dev.processmanager.soak.Piece.How;
import dev.processmanager.soak.Piece.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is not as it should be.
final class Comparison {

  private static final int MAIN_AND_CHILD = 2;

  private final Model model;
  private final Sight sight;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Model model, Sight sight) {
    this.model = model;
    this.sight = sight;
  }

  static List<String> of(Model model, Sight sight) {
    var comparison = new Comparison(model, sight);
    model.certain().forEach(comparison::compare);
    comparison.session();
    sight.host().ifPresent(told -> comparison.same("zombies", 0L, told.zombies()));
    return List.copyOf(comparison.differences);
  }

  private void compare(Piece piece) {
    int before = differences.size();
    sight.host().ifPresent(told -> told(piece, told));
    if (!model.full()) {
      stored(piece);
    }
    world(piece);
    if (differences.size() > before) {
      differences.add(" = " + piece);
    }
  }

  private void told(Piece piece, Sight.Told told) {
    String who = "the host tells of " + piece.id() + ": ";
    Optional<Sight.Status> status = told.of(piece.id());
    same(who + "known", piece.isKnown(), status.isPresent());
    if (!piece.isProcess()) {
      same(who + "runs", piece.runs(), told.tasks().contains(piece.id()));
    }
    if (!piece.isKnown() || status.isEmpty()) {
      return;
    }
    same(who + "state", piece.shown().name(), status.get().state());
    same(who + "generation", piece.generation(), status.get().generation());
    same(who + "restarts", piece.restarts(), status.get().restarts());
    boolean hasPid = piece.runs() && piece.isProcess();
    same(who + "pid", hasPid ? last(piece) : -1L, status.get().pid());
    if (piece.isAtRest()) {
      exit(piece, who, status.get().exit());
    }
  }

  private void exit(Piece piece, String who, String exit) {
    boolean isCommand = piece.form().kind() == Form.Kind.COMMAND;
    boolean fits =
        switch (piece.how()) {
          case WELL -> !isCommand || exit.equals("0");
          case BADLY -> !isCommand || exit.equals("7");
          case KILLED -> !isCommand || exit.equals("137");
          case NONE, STOPPED, FORSAKEN, UNSEEN -> true;
        };
    if (!fits) {
      differences.add(who + "exit: " + exit + " after " + piece.how());
    }
  }

  private void stored(Piece piece) {
    String who = "the registry says of " + piece.id() + ": ";
    Optional<Entry> entry = Optional.ofNullable(sight.entries().get(piece.id()));
    same(who + "known", piece.isKnown(), entry.isPresent());
    if (!piece.isKnown() || entry.isEmpty()) {
      return;
    }
    Entry.Progress progress = entry.get().progress();
    if (piece.phase() != Phase.LOST) {
      same(who + "state", piece.phase().name(), progress.state().name());
      same(who + "restarts", piece.restarts(), progress.restarts());
    }
    same(who + "generation", piece.generation(), progress.generation());
    if (piece.runs() || piece.how() == How.STOPPED) {
      var wish = piece.runs() ? Entry.Desired.RUNNING : Entry.Desired.STOPPED;
      same(who + "desired", wish, entry.get().desired());
    }
  }

  private void world(Piece piece) {
    List<Long> notes = trace(piece).notes();
    List<Long> carriers = sight.carriers().getOrDefault(piece.id(), List.of());
    same("runs of " + piece.id(), piece.launches(), notes.size());
    if (!piece.isProcess()) {
      return;
    }
    if (!piece.runs()) {
      same("who is left of " + piece.id(), List.of(), carriers);
      return;
    }
    List<Long> alive = notes.stream().filter(carriers::contains).toList();
    same("who runs as " + piece.id(), List.of(last(piece)), alive);
    same("the log of " + piece.id(), "run " + last(piece), trace(piece).log());
    if (piece.form().temper() == Temper.TREE && carriers.size() < MAIN_AND_CHILD) {
      differences.add("the child of " + piece.id() + " is missing");
    }
  }

  private void session() {
    if (model.full()) {
      return;
    }
    boolean exists = model.session() != Session.NONE;
    same("the session is known", exists, !sight.sessions().isEmpty());
  }

  private long last(Piece piece) {
    List<Long> notes = trace(piece).notes();
    return notes.isEmpty() ? -2 : notes.getLast();
  }

  private Sight.Trace trace(Piece piece) {
    return sight.traces().getOrDefault(piece.id(), new Sight.Trace(List.of(), ""));
  }

  private void same(String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      differences.add(what + ": " + found + " instead of " + expected);
    }
  }
}
