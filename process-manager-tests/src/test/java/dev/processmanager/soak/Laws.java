package dev.processmanager.soak;

import dev.processmanager.soak.Form.Place;
import dev.processmanager.soak.Model.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What each step should lead to.
final class Laws {

  private Laws() {}

  static Outcome after(Model model, Step step) {
    return switch (step) {
      case Step.One one -> Orders.after(model, one);
      case Step.Together(List<Step.One> ones) -> together(model, ones);
      case Step.Rush(String id, List<Step.One> _) ->
          silently(model.with(Piece.unknown(model.piece(id).form())));
      case Step.Crash(List<Step.Order> orders, int _) ->
          silently(model.hostGone(Piece::hostDied).withUncertain(families(model, orders)));
      case Step.HostBegins _ -> silently(model.withHost());
      case Step.HostCloses _ -> silently(model.hostGone(Piece::hostClosed));
      case Step.HostDies _ -> silently(model.hostGone(Piece::hostDied));
      case Step.Recover _ -> silently(recovered(model));
      case Step.Load _ -> loaded(model);
      case Step.Cleanup _ -> cleaned(model);
      case Step.JoinSession _ -> silently(model.withSession(Session.LIVE));
      case Step.EndSession _ -> silently(withoutSession(model));
      case Step.FillDisk _ -> silently(model.withFull(true));
      case Step.FreeDisk _ -> silently(model.withFull(false));
      case Step.SetClock _, Step.Pause _, Step.Runs _ -> silently(model);
    };
  }

  private static Outcome silently(Model model) {
    return new Outcome(model, List.of());
  }

  private static Outcome together(Model model, List<Step.One> ones) {
    Model next = model;
    var replies = new ArrayList<String>();
    for (Step.One one : ones) {
      Outcome outcome = Orders.after(next, one);
      next = outcome.model();
      replies.addAll(outcome.replies());
    }
    return new Outcome(next, replies);
  }

  private static Set<String> families(Model model, List<Step.Order> orders) {
    Set<String> ids = new HashSet<>(model.uncertain());
    orders.stream()
        .flatMap(order -> model.family(model.piece(order.id())).stream())
        .map(Piece::id)
        .forEach(ids::add);
    return ids;
  }

  private static Model recovered(Model model) {
    return model
        .map(piece -> model.uncertain().contains(piece.id()) ? Piece.unknown(piece.form()) : piece)
        .withUncertain(Set.of());
  }

  private static Outcome loaded(Model model) {
    String adopted = ids(model, Piece::isToBeAdopted);
    String dead = ids(model, piece -> piece.phase() == Piece.Phase.LOST);
    return new Outcome(model.map(Piece::reconciled), List.of("adopted " + adopted, "dead " + dead));
  }

  private static String ids(Model model, Predicate<Piece> which) {
    return model.all().stream()
        .filter(which)
        .map(Piece::id)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Outcome cleaned(Model model) {
    Model next = model.session() == Session.ABANDONED ? withoutSession(model) : model;
    Model clean = next.map(piece -> piece.isToBeForgotten() ? Piece.unknown(piece.form()) : piece);
    long forgotten = known(model) - known(clean);
    return new Outcome(clean, List.of("forgotten " + forgotten));
  }

  private static long known(Model model) {
    return model.all().stream().filter(Piece::isKnown).count();
  }

  private static Model withoutSession(Model model) {
    return model
        .map(piece -> piece.form().place() == Place.SESSION ? Piece.unknown(piece.form()) : piece)
        .withSession(Session.NONE);
  }
}
