package io.longshore.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two people register images, each in a clone, and git merges what they did, either into either.
 */
class MergedRegistrationsTest {
  private static final String CALL = "{img_dspath}/scripts/oci_cmd run {img} {cmd}";
  private static final String BASE =
      """
      [datalad "dataset"]
      \tid = 1f2e3d4c-0000-4000-8000-123456789abc
      [datalad "containers.old"]
      \timage = bids/old--1.oci
      \tcmdexec = {img_dspath}/scripts/oci_cmd run {img} {cmd}
      """;

  @TempDir Path folder;
  private Scratch scratch;
  private GitRepository repository;

  @BeforeEach
  void begin() throws IOException {
    scratch = new Scratch(folder);
    repository = scratch.repository("dataset");
  }

  /** What each of them registers: names and images. */
  static Stream<Arguments> registered() {
    return Stream.of(
        Arguments.of(List.of("b=b--1"), List.of("c=c--1")),
        Arguments.of(List.of("a=a--1", "c=c--1"), List.of("b=b--1", "d=d--1", "e=e--1")),
        Arguments.of(List.of("one=image--1"), List.of("two=image--1")),
        Arguments.of(List.of("a=a--1"), List.of()));
  }

  @ParameterizedTest
  @MethodSource("registered")
  void whatBothRegisteredIsThere(List<String> mine, List<String> theirs) throws IOException {
    Set<String> wanted = new TreeSet<>(Set.of("old=bids/old--1.oci, " + CALL));
    Stream.concat(mine.stream(), theirs.stream())
        .map(text -> text.replace("=", "=bids/") + ".oci, " + CALL)
        .forEach(wanted::add);
    scratch.write(repository, MergeAttributes.PATH.value(), MergeAttributes.lines());

    for (String first : List.of("mine", "theirs")) {
      branches(BASE, text -> with(text, mine), text -> with(text, theirs));
      merge(first, first.equals("mine") ? "theirs" : "mine");
      assertEquals(wanted, found());
    }
  }

  /**
   * What both have registered alike may stand there twice: git reads it right, and it is told of.
   */
  @Test
  void whatBothRegisteredAlikeIsThere() throws IOException {
    scratch.write(repository, MergeAttributes.PATH.value(), MergeAttributes.lines());
    List<String> mine = List.of("a=a--1", "same=same--1", "z=z--1");
    List<String> theirs = List.of("b=b--1", "same=same--1");
    branches(BASE, text -> with(text, mine), text -> with(text, theirs));

    merge("mine", "theirs");

    DataladConfig merged = configuration();
    for (String name : List.of("a", "b", "same", "z")) {
      Registration registration = merged.registration(name).orElseThrow();
      assertEquals("bids/" + name + "--1.oci", registration.image().orElseThrow());
      assertEquals(CALL, registration.setting("cmdexec").orElseThrow());
      assertTrue(name.equals("same") || merged.setTwice(name).isEmpty());
    }
  }

  /** A clone of a dataset that Longshore has not given its attributes. */
  @ParameterizedTest
  @MethodSource("registered")
  void bothSidesOfAConflictAreRightTogether(List<String> mine, List<String> theirs)
      throws IOException {
    branches(BASE, text -> with(text, mine), text -> with(text, theirs));
    scratch.run(repository.root(), "git", "checkout", "--quiet", "mine");
    scratch.tryRun(repository.root(), "git", "merge", "--quiet", "theirs");
    Path config = DataladConfig.PATH.in(repository.root());
    Files.write(
        config,
        Files.readAllLines(config).stream()
            .filter(line -> !line.matches("(<{7}|={7}|>{7}).*"))
            .toList());

    Set<String> names =
        Stream.concat(mine.stream(), theirs.stream())
            .map(text -> text.replaceAll("=.*", ""))
            .collect(Collectors.toSet());
    DataladConfig merged = configuration();
    for (String name : names) {
      Registration registration = merged.registration(name).orElseThrow();
      assertEquals(CALL, registration.setting("cmdexec").orElse("none"), name);
      assertEquals(List.of(), merged.setTwice(name));
    }
  }

  /** Two registrations that stand side by side, each re-pointed by one of the two. */
  @ParameterizedTest
  @MethodSource("forms")
  void neighboursCanBePointedElsewhere(String first, String second) throws IOException {
    scratch.write(repository, MergeAttributes.PATH.value(), MergeAttributes.lines());
    branches(
        first + second,
        text -> pointed(text, "first", "images/first--2.sif"),
        text -> pointed(text, "second", "images/second--2.sif"));

    merge("mine", "theirs");

    assertEquals(
        Set.of("first=images/first--2.sif, run", "second=images/second--2.sif, run"), found());
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(
            "[datalad \"containers.first\"]\n\timage = images/first--1.sing\n\tcmdexec = run\n",
            "[datalad \"containers.second\"]\n\timage = images/second--1.sing\n\tcmdexec = run\n"),
        Arguments.of(
            "[datalad \"containers.first\"]\n\tcmdexec = run\n\timage = images/first--1.sing\n",
            "[datalad \"containers.second\"]\n\timage = images/second--1.sing\n\tcmdexec = run\n"),
        Arguments.of(
            "[datalad \"containers.first\"]\n\tcmdexec = run\n\timage = images/first--1.sing\n",
            "[datalad \"containers.second\"]\n\tcmdexec = run\n\timage = images/second--1.sing\n"));
  }

  /** git keeps both, DataLad would take them for one: that is to be found. */
  @ParameterizedTest
  @MethodSource("forms")
  void oneThatBothPointedElsewhereIsToldOf(String first, String second) throws IOException {
    scratch.write(repository, MergeAttributes.PATH.value(), MergeAttributes.lines());
    branches(
        first + second,
        text -> pointed(text, "first", "images/first--2.sif"),
        text -> pointed(text, "first", "images/first--3.sif"));

    merge("mine", "theirs");

    assertEquals(List.of("image"), configuration().setTwice("first"));
  }

  private void branches(String base, UnaryOperator<String> mine, UnaryOperator<String> theirs)
      throws IOException {
    scratch.tryRun(repository.root(), "git", "checkout", "--quiet", "-B", "master");
    commit(base);
    for (String branch : List.of("mine", "theirs")) {
      scratch.run(repository.root(), "git", "checkout", "--quiet", "-B", branch, "master");
      commit((branch.equals("mine") ? mine : theirs).apply(base));
    }
  }

  private void commit(String config) throws IOException {
    scratch.write(repository, DataladConfig.PATH.value(), config);
    scratch.run(repository.root(), "git", "add", "--all");
    scratch.run(repository.root(), "git", "commit", "--quiet", "--allow-empty", "-m", "a state");
  }

  private void merge(String into, String from) throws IOException {
    scratch.run(repository.root(), "git", "checkout", "--quiet", into);
    CommandResult merged =
        scratch.tryRun(repository.root(), "git", "merge", "--quiet", "--no-edit", from);
    assertEquals(0, merged.exitCode(), merged.errors());
  }

  private static String with(String config, List<String> registrations) {
    DataladConfig changed = parse(config);
    for (String registration : registrations) {
      String[] words = registration.split("=");
      changed =
          changed.with(
              Registration.of(words[0], RepositoryPath.of("bids/" + words[1] + ".oci"), CALL));
    }
    return new String(changed.bytes(), StandardCharsets.UTF_8);
  }

  private static String pointed(String config, String name, String image) {
    return new String(
        parse(config).withImage(name, RepositoryPath.of(image)).bytes(), StandardCharsets.UTF_8);
  }

  private static DataladConfig parse(String config) {
    try {
      return DataladConfig.parse(config.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private DataladConfig configuration() throws IOException {
    return DataladConfig.parse(Files.readAllBytes(DataladConfig.PATH.in(repository.root())));
  }

  private Set<String> found() throws IOException {
    DataladConfig merged = configuration();
    merged
        .registrations()
        .forEach(registration -> assertTrue(merged.setTwice(registration.name()).isEmpty()));
    return merged.registrations().stream()
        .map(
            found ->
                found.name()
                    + "="
                    + found.image().orElse("none")
                    + ", "
                    + found.setting("cmdexec").orElse("none"))
        .collect(Collectors.toSet());
  }
}
