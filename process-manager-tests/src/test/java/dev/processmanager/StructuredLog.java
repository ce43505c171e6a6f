package dev.processmanager;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// Prints each line of the log with its fields and the MDC, as a log in JSON would have them:
/// `LEVEL message {fields} {MDC}`. For a JVM of its own, by `-Dslf4j.provider`.
public final class StructuredLog implements SLF4JServiceProvider {

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return _ -> new Printer(mdc);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Printer extends LegacyAbstractLogger implements LoggingEventAware {

    @Serial private static final long serialVersionUID = 1;

    private final transient MDCAdapter mdc;

    Printer(MDCAdapter mdc) {
      this.mdc = mdc;
    }

    @Override
    public void log(LoggingEvent event) {
      var fields = new TreeMap<String, Object>();
      for (KeyValuePair field : Optional.ofNullable(event.getKeyValuePairs()).orElse(List.of())) {
        fields.put(field.key, field.value);
      }
      print(event.getLevel(), event.getMessage(), event.getArgumentArray(), fields);
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
      print(level, message, arguments, Map.of());
    }

    private void print(Level level, String message, Object[] arguments, Map<String, ?> fields) {
      String text = MessageFormatter.basicArrayFormat(message, arguments);
      var context = new TreeMap<>(Optional.ofNullable(mdc.getCopyOfContextMap()).orElse(Map.of()));
      IO.println(level + " " + text + " " + fields + " " + context);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Printer.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
