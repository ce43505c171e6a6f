package dev.processmanager.pages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is wrong with the links of a page that lead to other files of this repository.
final class Links {

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  private Links() {}

  static List<String> problems(Page page) {
    return page.links().stream()
        .filter(link -> !ELSEWHERE.matcher(link.target()).matches())
        .flatMap(link -> problem(page, link).stream())
        .toList();
  }

  private static Optional<String> problem(Page page, Page.Link link) {
    String[] parts = link.target().split("#", 2);
    Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return Optional.of(place(page, link) + " leads to no file");
    }
    boolean leadsToHeading = parts.length == 2 && file.toString().endsWith(".md");
    return leadsToHeading && !Page.read(file).anchors().contains(parts[1])
        ? Optional.of(place(page, link) + " leads to no heading")
        : Optional.empty();
  }

  private static String place(Page page, Page.Link link) {
    return page.file() + ":" + link.line() + ": " + link.target();
  }
}
