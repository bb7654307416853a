package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What git reads from a file, before and after an edit, is the judge. */
class DataladConfigPropertyTest {
  private static final RepositoryPath IMAGE = RepositoryPath.of("images/new #1.sif");
  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("config");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("config"));
    Files.delete(folder);
  }

  /** All variables as {@code name<LF>value}, in order; a variable without value has no LF. */
  private static List<String> gitReads(byte[] bytes) throws IOException {
    Files.write(folder.resolve("config"), bytes);
    return new LocalCommandRunner()
        .run(TypedCommand.of(folder, "git", "config", "-f", "config", "-z", "--list"))
        .fields();
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> lineEnd = Arbitraries.of("\n", "\n", "\n", "\r\n");
    Arbitrary<String> indent = Arbitraries.of("\t", "", "  ", " \t");
    Arbitrary<String> tail =
        Arbitraries.of("", "", " ", " # frozen", "\t; \"quoted\" [remark]", "#x = y \\");
    Arbitrary<String> value =
        Arbitraries.of(
            "images/a--1.0.sing",
            "./images/b.sing",
            "\"images/with # hash\"",
            "a \\\n  b",
            "\"a \\\n b\"",
            "\\\n",
            "",
            "x\\ty\\\\z\\\"",
            "mixed\" in \"quotes",
            "zwölf ☂",
            "{img_dspath}/scripts/singularity_cmd run {img} {cmd}");
    Arbitrary<String> key = Arbitraries.of("image", "image", "Image", "cmdexec", "extra-input");
    Arbitrary<String> entry =
        Combinators.combine(indent, key, Arbitraries.of("=", " = ", "= "), value, tail, lineEnd)
            .as((i, k, e, v, t, l) -> i + k + e + v.replace("\n", l) + t + l);
    Arbitrary<String> bare = Combinators.combine(indent, lineEnd).as((i, l) -> i + "flag" + l);
    Arbitrary<String> remark =
        Combinators.combine(indent, lineEnd).as((i, l) -> i + "# [remark] image = no" + l);
    Arbitrary<String> blank = lineEnd;
    Arbitrary<String> header =
        Combinators.combine(
                indent,
                Arbitraries.of(
                    "[datalad \"containers.x\"]",
                    "[datalad \"containers.x\"]",
                    "[DataLad \"containers.x\"]",
                    "[datalad \"containers.y\"]",
                    "[datalad \"dataset\"]",
                    "[datalad.containers.x]",
                    "[other \"sub\\\"section\\\\\"]",
                    "[plain]"),
                Arbitraries.of("\n", "\n", "\n", "\r\n", " ", " # remark\n"))
            .as((i, h, l) -> i + h + l);
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, entry),
            net.jqwik.api.Tuple.of(3, header),
            net.jqwik.api.Tuple.of(1, bare),
            net.jqwik.api.Tuple.of(1, remark),
            net.jqwik.api.Tuple.of(1, blank));
    return Combinators.combine(header, piece.list().ofMaxSize(12), Arbitraries.of(true, false))
        .as(
            (first, pieces, endsWithLineEnd) -> {
              String text = first + String.join("", pieces);
              return endsWithLineEnd ? text : text.stripTrailing();
            });
  }

  @Property(tries = 300)
  void whatWeReadIsWhatGitReads(@ForAll("files") String text) throws Exception {
    List<String> ours = new ArrayList<>();
    for (ConfigSection section : ConfigText.parse(text.getBytes(UTF_8)).sections()) {
      for (ConfigEntry entry : section.entries()) {
        String value = entry.value().map(v -> "\n" + v).orElse("");
        ours.add(section.name() + "." + entry.key() + value);
      }
    }
    assertEquals(gitReads(text.getBytes(UTF_8)), ours);
  }

  @Property(tries = 300)
  void settingAnImageChangesThatVariableAndNoOtherByte(@ForAll("files") String text)
      throws Exception {
    DataladConfig config = DataladConfig.parse(text.getBytes(UTF_8));
    for (Registration registration : config.registrations()) {
      byte[] changed = config.withImage(registration.name(), IMAGE).bytes();
      String variable = "datalad.containers." + registration.name() + ".image";
      List<String> expected = new ArrayList<>(gitReads(text.getBytes(UTF_8)));
      List<String> actual = new ArrayList<>(gitReads(changed));
      int last = lastOf(actual, variable);
      assertEquals(variable + "\n" + IMAGE, actual.remove(last));
      int before = lastOf(expected, variable);
      if (before >= 0) {
        assertEquals(last, before);
        expected.remove(before);
      }
      assertEquals(expected, actual);
      assertOnePlaceDiffers(text.getBytes(UTF_8), changed);
    }
  }

  private static int lastOf(List<String> variables, String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).equals(name) || variables.get(i).startsWith(name + "\n")) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What is the same at the beginning and at the end leaves only the value written; at most on a
   * line of its own, behind a file that ends in a backslash, which takes a line end for itself.
   */
  private static void assertOnePlaceDiffers(byte[] before, byte[] after) {
    int start = Arrays.mismatch(before, after);
    int end = 0;
    while (end < before.length - start
        && end < after.length - start
        && before[before.length - 1 - end] == after[after.length - 1 - end]) {
      end++;
    }
    String written = new String(after, start, after.length - start - end, UTF_8);
    assertTrue(written.length() <= "\r\n\r\n\timage = \"images/new #1.sif\"\r\n".length(), written);
  }

  @Property(tries = 200)
  void freezingAndThawingChangeNothingThatGitReads(@ForAll("files") String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    DataladConfig config = DataladConfig.parse(bytes);
    for (Registration registration : config.registrations()) {
      if (registration.image().isPresent()) {
        DataladConfig frozen = config.withFrozen(registration.name());
        assertTrue(frozen.isFrozen(registration.name()));
        assertEquals(gitReads(bytes), gitReads(frozen.bytes()));
        DataladConfig thawed = frozen.withoutFrozen(registration.name());
        assertFalse(thawed.isFrozen(registration.name()));
        assertEquals(gitReads(bytes), gitReads(thawed.bytes()));
      }
    }
  }

  @Property(tries = 200)
  void anAddedRegistrationIsReadByGitAndRemovingItRestoresTheRest(@ForAll("files") String text)
      throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> before = gitReads(bytes);
    DataladConfig with =
        DataladConfig.parse(bytes).with(Registration.of("added", IMAGE, "run \"it\" {cmd}"));
    List<String> expected = new ArrayList<>(before);
    expected.add("datalad.containers.added.image\n" + IMAGE);
    expected.add("datalad.containers.added.cmdexec\nrun \"it\" {cmd}");
    assertEquals(expected, gitReads(with.bytes()));
    assertTrue(new String(with.bytes(), UTF_8).startsWith(text));
    assertEquals(before, gitReads(with.without("added").bytes()));
  }

  @Property(tries = 200)
  void removingARegistrationLeavesAllOthersAsGitReadsThem(@ForAll("files") String text)
      throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> expected =
        gitReads(bytes).stream().filter(v -> !v.startsWith("datalad.containers.x.")).toList();
    assertEquals(expected, gitReads(DataladConfig.parse(bytes).without("x").bytes()));
  }
}
