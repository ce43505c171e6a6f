package dev.processmanager.examples;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What a build says about the tests of a class.
record TestReport(List<Case> cases) {

  record Case(String name, boolean wasSkipped) {

    /// The name of a repeated or parameterised one goes on after that of its method.
    boolean isOf(String method) {
      return name.matches(Pattern.quote(method) + "([^\\p{javaJavaIdentifierPart}].*)?");
    }
  }

  static TestReport parse(String xml) {
    try {
      NodeList cases =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getElementsByTagName("testcase");
      return new TestReport(
          IntStream.range(0, cases.getLength())
              .mapToObj(i -> (Element) cases.item(i))
              .map(
                  test ->
                      new Case(
                          test.getAttribute("name"),
                          test.getElementsByTagName("skipped").getLength() > 0))
              .toList());
    } catch (ParserConfigurationException | SAXException | IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  Optional<String> problem(String method) {
    List<Case> its = cases.stream().filter(one -> one.isOf(method)).toList();
    if (its.isEmpty()) {
      return Optional.of("has not run");
    }
    return its.stream().anyMatch(Case::wasSkipped) ? Optional.of("was skipped") : Optional.empty();
  }
}
