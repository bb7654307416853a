package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens to the fuzzer what no other package needs. */
public final class DatasetInputs {
  private DatasetInputs() {}

  /** A {@code .gitmodules} with the entry of a subdataset in it. */
  public static byte[] withEntry(
      byte[] gitmodules, RepositoryPath path, String datasetId, Optional<String> url)
      throws FailureException {
    return new SubmoduleEntry(path, datasetId, url).in(gitmodules);
  }

  /**
   * All variables of a file that {@link #withEntry} has accepted, as {@code git config -z --list}
   * prints them.
   */
  public static List<String> variables(byte[] gitmodules) {
    List<String> variables = new ArrayList<>();
    try {
      for (ConfigSection section : ConfigText.parse(gitmodules).sections()) {
        for (ConfigEntry entry : section.entries()) {
          variables.add(
              section.name() + "." + entry.key() + entry.value().map(v -> "\n" + v).orElse(""));
        }
      }
    } catch (MalformedConfigException e) {
      throw new AssertionError("was accepted before", e);
    }
    return variables;
  }
}
