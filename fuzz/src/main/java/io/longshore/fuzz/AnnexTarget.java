package io.longshore.fuzz;

import io.longshore.dataset.annex.AnnexInputs;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads what git-annex's branch holds, which is a stranger's text: the list of remotes as it is in
 * the branch, and the records of keys as git-annex prints them.
 */
public final class AnnexTarget {
  private static final AnnexKey KEY = AnnexKey.parse(DatasetSeeds.KEY);
  private static final Seed SOUND = DatasetSeeds.branch().getFirst();
  private static final Set<FailureKind> REFUSALS =
      EnumSet.of(FailureKind.DATASET, FailureKind.TOOL);

  private AnnexTarget() {}

  private interface Reading {
    void run() throws IOException;
  }

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[] text = JsonEdits.document(input, SOUND);
    List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
    read(
        () ->
            AnnexInputs.remote(lines)
                .ifPresent(
                    name ->
                        Expectation.holds(
                            name.matches("[A-Za-z0-9][A-Za-z0-9_-]*"), "a remote named " + name)));
    AnnexInputs.agreedTo(lines)
        .ifPresent(
            parameters ->
                Expectation.holds(
                    parameters.stream().noneMatch(AnnexTarget::choosesProgram),
                    "agreed to " + parameters));
    read(
        () ->
            Expectation.holds(
                AnnexInputs.addresses(Set.of(KEY), text).values().stream()
                    .allMatch(urls -> Set.copyOf(urls).size() == urls.size()),
                "an address twice"));
    read(
        () -> {
          Map<String, List<String>> fields = AnnexInputs.metadata(KEY, text);
          Expectation.holds(
              fields.values().stream().flatMap(List::stream).noneMatch(Objects::isNull),
              "a value that is none");
          Expectation.holds(
              fields.keySet().stream().noneMatch(field -> ("-" + field).endsWith("-lastchanged")),
              "times among the fields: " + fields.keySet());
        });
  }

  private static void read(Reading reading) throws IOException {
    try {
      reading.run();
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal, REFUSALS);
    }
  }

  private static boolean choosesProgram(String parameter) {
    return parameter.startsWith("-")
        || (parameter.contains("type=")
            && !parameter.equals("type=external")
            && !parameter.equals("externaltype=datalad"));
  }
}
