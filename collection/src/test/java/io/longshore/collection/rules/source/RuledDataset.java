package io.longshore.collection.rules.source;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A dataset with registrations and recipes, and what rules make of it. */
public final class RuledDataset {
  private final Scratch scratch;
  private final GitRepository git;
  private final StringBuilder configuration = new StringBuilder();

  public RuledDataset(Path folder) throws IOException {
    this.scratch = new Scratch(folder.toRealPath());
    this.git = scratch.repository("dataset");
    scratch.commitAll(gitWith("README", "a dataset"), "first");
  }

  private GitRepository gitWith(String path, String content) throws IOException {
    scratch.write(git, path, content);
    return git;
  }

  public RuledDataset with(String path, String content) throws IOException {
    scratch.commitAll(gitWith(path, content), path);
    return this;
  }

  /** An image, registered as {@code name}. */
  public RuledDataset registered(String name, String image) throws IOException {
    configuration
        .append("[datalad \"containers.")
        .append(name)
        .append("\"]\n\timage = ")
        .append(image)
        .append("\n\tcmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}\n");
    return with(image, "an image").with(".datalad/config", configuration.toString());
  }

  /** A recipe of an image, such as {@code images/bids/Singularity.bids-x--1.0}. */
  public RuledDataset recipe(String path, String from) throws IOException {
    return with(path, "Bootstrap: docker\nFrom: " + from + "\n");
  }

  public CommittedCollection open() throws IOException {
    return CommittedCollection.atHead(git);
  }

  public List<ExpandedSource> expand(String rules, Map<String, String> web) throws IOException {
    RulesReader.Reading reading = RulesReader.read(rules.getBytes(StandardCharsets.UTF_8), "rules");
    try (CommittedCollection collection = open()) {
      return Expansion.of(reading.require(), collection, new Pages(web));
    }
  }

  private record Pages(Map<String, String> pages) implements WebLists {
    @Override
    public byte[] read(URI address) throws IOException {
      if (!pages.containsKey(address.toString())) {
        throw new FailureException(FailureKind.GONE, address.toString(), "is gone", "look");
      }
      return pages.get(address.toString()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Repository> repositories(String namespace) {
      throw new AssertionError(namespace);
    }
  }
}
