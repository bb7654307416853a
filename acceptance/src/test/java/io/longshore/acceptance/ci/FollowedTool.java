package io.longshore.acceptance.ci;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A collection with version 1.0 of a tool, which follows the tool and a helper that its registry
 * does not have yet; and the releases that come.
 */
record FollowedTool(Workbench workbench, Shell collection) implements AutoCloseable {
  static final String SECOND = "images/lab/lab-tool--2.0.sif";
  static final String HELPER = "images/lab/lab-helper--1.0.sif";

  /**
   * @param name of the folder that the collection lies in
   */
  static FollowedTool in(Path folder, String name) throws IOException {
    Workbench workbench = Workbench.in(folder);
    Shell collection = workbench.init(name);
    FollowedTool followed = new FollowedTool(workbench, collection);
    workbench.longshore(collection, "add", followed.release("tool", "1.0", 0));
    String host = workbench.registry().host();
    Files.writeString(
        collection.folder().resolve(".datalad/longshore.yaml"),
        """
        sources:
        - repository: %s/lab/tool
        - repository: %s/lab/helper
        """
            .formatted(host, host));
    collection.run("git", "add", ".datalad/longshore.yaml");
    collection.run("git", "commit", "-qm", "Follow the tool and its helper");
    return followed;
  }

  /** The registry gets a version; returns what to ask for. */
  String release(String name, String version, int position) {
    MadeImage image =
        SmallImages.image(Reference.parse("lab/" + name + ":1"), position, Platform.LINUX_AMD64);
    return workbench.serve("lab/" + name, version, image);
  }

  @Override
  public void close() {
    workbench.close();
  }
}
