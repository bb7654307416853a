package io.longshore.fuzz;

import io.longshore.dataset.DatasetInputs;
import io.longshore.dataset.SubmoduleSettings;
import io.longshore.dataset.SubmoduleUrl;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the url of a submodule from a {@code .gitmodules} and resolves it for clones. Also puts an
 * entry of ours into the file, which must change nothing else.
 */
public final class GitmodulesTarget {
  private static final RepositoryPath PATH = RepositoryPath.of("images-oci");
  private static final String ID = "b02e63c2-62c1-11e9-82b0-525400000000";
  private static final String URL = "https://e.org/a #1.git";

  private static final List<String> SUPERDATASETS =
      List.of("https://e.org/a/b", "e.org:a", "ssh://git@e.org/a", "/a/b", "/", "a", "file:///a");

  private GitmodulesTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[] completed;
    try {
      completed = DatasetInputs.withEntry(input, PATH, ID, Optional.empty());
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
      return;
    }
    settings(input).url(PATH).ifPresent(GitmodulesTarget::resolve);
    holdsEntry(input, completed, settings(input).url(PATH).or(() -> settings(completed).url(PATH)));
    try {
      holdsEntry(
          input, DatasetInputs.withEntry(input, PATH, ID, Optional.of(URL)), Optional.of(URL));
      Expectation.holds(
          Arrays.equals(completed, DatasetInputs.withEntry(completed, PATH, ID, Optional.empty())),
          "what is complete is completed once more");
    } catch (FailureException e) {
      throw new AssertionError("was accepted before", e);
    }
  }

  private static SubmoduleSettings settings(byte[] gitmodules) {
    return SubmoduleSettings.listed(DatasetInputs.variables(gitmodules));
  }

  private static void resolve(String text) {
    SubmoduleUrl url;
    try {
      url = new SubmoduleUrl(text);
    } catch (IllegalArgumentException refusal) {
      Expectation.holds(!refusal.getMessage().isBlank(), "a refusal without a reason");
      return;
    }
    for (String superdataset : SUPERDATASETS) {
      String resolved;
      try {
        resolved = url.resolve(superdataset);
      } catch (IllegalArgumentException refusal) {
        Expectation.holds(url.isRelative(), "an absolute url that depends on its place");
        continue;
      }
      Expectation.holds(
          url.isRelative() || resolved.equals(text), "an absolute url that depends on its place");
      Expectation.holds(!isOption(resolved), "a host that is an option: " + resolved);
    }
  }

  // Without a scheme and a colon, what follows an @ is part of a path.
  private static boolean isOption(String url) {
    return url.startsWith("-")
        || url.matches("(?s)[^/:]*@-[^/]*:.*")
        || (url.matches("(?s)[a-z]+://(?:[^/]*@)?-.*") && !url.startsWith("file:"));
  }

  /** Checks that the entry is in the file, and that all other variables are as before. */
  private static void holdsEntry(byte[] before, byte[] after, Optional<String> url) {
    SubmoduleSettings settings = settings(after);
    Expectation.holds(settings.url(PATH).equals(url), "the url is " + settings.url(PATH));
    List<String> added = new ArrayList<>(DatasetInputs.variables(after));
    List<String> lost = new ArrayList<>(DatasetInputs.variables(before));
    DatasetInputs.variables(before).forEach(added::remove);
    DatasetInputs.variables(after).forEach(lost::remove);
    Expectation.holds(
        added.stream().allMatch(GitmodulesTarget::isOurs) && lost.size() <= 2,
        "added " + added + ", lost " + lost);
  }

  private static boolean isOurs(String variable) {
    return variable.startsWith("submodule.")
        && (variable.endsWith(".path\n" + PATH)
            || variable.endsWith(".url\n./" + PATH)
            || variable.endsWith(".url\n" + URL)
            || variable.endsWith(".datalad-id\n" + ID));
  }
}
