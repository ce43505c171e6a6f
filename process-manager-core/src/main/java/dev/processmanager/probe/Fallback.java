package dev.processmanager.probe;

/// A probe behind another: asked where that one can say nothing.
record Fallback(Probe first, Probe second) implements Probe {

  @Override
  public ProbeResult check(ProbeContext context) throws Exception {
    ProbeResult answer;
    try {
      answer = first.check(context);
    } catch (InterruptedException timeIsUp) {
      throw timeIsUp;
    } catch (Exception failure) {
      if (Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      return second.check(context);
    }
    boolean unknown = answer instanceof ProbeResult.Inconclusive;
    return unknown && !Thread.currentThread().isInterrupted() ? second.check(context) : answer;
  }
}
