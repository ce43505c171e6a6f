package dev.processmanager;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// The native and the portable engine, and with `-Pfull` the bare one, too: for scenarios whose
/// bare half others have seen already.
public final class SampledEngines implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    TestEngine[] all = TestEngine.values();
    return Stream.of(all).limit(Sample.of(2, all.length)).map(Arguments::of);
  }
}
