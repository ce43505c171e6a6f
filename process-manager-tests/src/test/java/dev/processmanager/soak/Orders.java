package dev.processmanager.soak;

import static dev.processmanager.soak.Outcome.DONE;
import static dev.processmanager.soak.Outcome.REFUSED;
import static dev.processmanager.soak.Outcome.TAKEN;
import static dev.processmanager.soak.Outcome.UNKNOWN;

import dev.processmanager.soak.Form.Pull;
import dev.processmanager.soak.Piece.How;
import dev.processmanager.soak.Piece.Phase;
import dev.processmanager.soak.Piece.Tie;
import java.util.List;

/// What becomes of one process, and of those that are bound to it, after something was done to it.
final class Orders {

  private Orders() {}

  static Outcome after(Model model, Step.One step) {
    Piece piece = model.piece(step.id());
    return switch (step) {
      case Step.Start _ -> started(model, piece);
      case Step.Again _ -> again(model, piece);
      case Step.Stop _ -> known(model, piece, piece.stopped());
      case Step.Remove _ -> known(model, piece, Piece.unknown(piece.form()));
      case Step.Restart _ ->
          piece.isHere() && piece.isKnown()
              ? launched(model, piece, piece.restarted())
              : answer(model, UNKNOWN);
      case Step.Kill _ -> done(model, piece, ended(model, piece, How.KILLED));
      case Step.End(String _, boolean success) ->
          done(model, piece, ended(model, piece, success ? How.WELL : How.BADLY));
    };
  }

  /// How a detached one has ended must be written somewhere.
  private static Piece ended(Model model, Piece piece, How how) {
    return piece.ended(model.full() && piece.form().detached() ? How.UNSEEN : how);
  }

  private static Outcome started(Model model, Piece piece) {
    boolean isUp = piece.runs() || piece.phase() == Phase.BACKOFF;
    if (isUp && piece.isHere()) {
      return answer(model, TAKEN);
    }
    if (model.full()) {
      return new Outcome(model.with(piece.refused()), List.of(REFUSED));
    }
    return launched(model, piece, isUp ? piece.tied(Tie.HERE) : piece.launched());
  }

  private static Outcome again(Model model, Piece piece) {
    boolean isManaged = piece.isKnown() && piece.tie() != Tie.ENTRY;
    if (!isManaged) {
      return answer(model, UNKNOWN);
    }
    return piece.runs() ? answer(model, DONE) : launched(model, piece, piece.launched());
  }

  private static Outcome known(Model model, Piece before, Piece after) {
    return before.isKnown() ? done(model, before, after) : answer(model, UNKNOWN);
  }

  /// What it needs is started before.
  private static Outcome launched(Model model, Piece before, Piece after) {
    Model ready = model;
    for (Piece base : model.bases(before)) {
      ready = base.isAtRest() ? changed(ready, base, base.launched()) : ready;
    }
    return done(ready, before, after);
  }

  private static Outcome done(Model model, Piece before, Piece after) {
    return answer(changed(model, before, after), DONE);
  }

  private static Outcome answer(Model model, String reply) {
    return new Outcome(model, List.of(reply));
  }

  private static Model changed(Model model, Piece before, Piece after) {
    Model next = model.with(after);
    if (after.runs() && after.generation() != before.generation()) {
      for (Piece other : model.dependents(before, Pull.RESTART)) {
        boolean follows = other.isHere() && other.runs();
        next = follows ? next.with(other.restarted()) : next;
      }
    }
    if (after.isAtRest() || !after.isKnown()) {
      for (Piece other : model.dependents(before, Pull.STOP)) {
        next = other.isHere() ? next.with(other.forsaken()) : next;
      }
    }
    return next;
  }
}
