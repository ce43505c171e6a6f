package dev.processmanager;

import java.lang.reflect.Field;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

/// An MDC for SLF4J, which the log of the tests has not, until this is closed.
public final class LoggedFields implements AutoCloseable {

  private final Object usual;

  public LoggedFields() throws ReflectiveOperationException {
    usual = adapter().get(null);
    adapter().set(null, new BasicMDCAdapter());
  }

  @Override
  public void close() throws ReflectiveOperationException {
    adapter().set(null, usual);
  }

  private static Field adapter() throws ReflectiveOperationException {
    Field adapter = MDC.class.getDeclaredField("MDC_ADAPTER");
    adapter.setAccessible(true);
    return adapter;
  }
}
