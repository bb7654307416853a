package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The entry of a subdataset in {@code .gitmodules}, in DataLad's form.
 *
 * @param url where clones find the subdataset; if empty, the url in the file stays, and a file
 *     without one gets {@code ./} and the path
 */
record SubmoduleEntry(RepositoryPath path, String datasetId, Optional<String> url) {
  /**
   * Returns the file with this entry; every other byte stays.
   *
   * @throws FailureException of kind MALFORMED if git could not read the file either
   */
  byte[] in(byte[] gitmodules) throws FailureException {
    ConfigText text;
    try {
      text = ConfigText.parse(gitmodules);
    } catch (MalformedConfigException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          Subdataset.GITMODULES.value(),
          e.getMessage(),
          "repair that line; git shows what it reads with: git config -f .gitmodules --list",
          e);
    }
    SubmoduleSettings settings = SubmoduleSettings.of(text);
    Optional<String> section = settings.sectionAt(path);
    if (section.isEmpty()) {
      SequencedMap<String, String> variables = new LinkedHashMap<>();
      variables.put("path", path.value());
      variables.put("url", url.orElse(relativeUrl(path)));
      variables.put("datalad-id", datasetId);
      return text.append("submodule", path.value(), variables).bytes();
    }
    Optional<String> present = settings.value(section.get(), "url");
    String wanted = url.or(() -> present).orElse(relativeUrl(path));
    text = set(text, section.get(), "url", wanted);
    return set(text, section.get(), "datalad-id", datasetId).bytes();
  }

  private static ConfigText set(ConfigText text, String section, String key, String value) {
    return text.value(section, key).equals(Optional.of(value))
        ? text
        : text.with(section, key, value);
  }

  static String relativeUrl(RepositoryPath path) {
    return "./" + path;
  }
}
