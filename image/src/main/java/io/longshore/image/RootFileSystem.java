package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.image.runtime.BuilderFile;
import io.longshore.image.runtime.RuntimeFiles;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import io.longshore.oci.tree.SymbolicLinkNode;
import io.longshore.oci.tree.TreeEditor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns the merged layers into the tree of a SIF: makes the tree unpackable for every user, and
 * adds the directories of the recipe and the files that Apptainer expects. Added files are owned by
 * 0:0 and have the builder's time.
 */
final class RootFileSystem {
  private final TreeEditor editor;
  private final long time;

  private RootFileSystem(TreeEditor editor, long time) {
    this.editor = editor;
    this.time = time;
  }

  /**
   * Completes {@code tree} in place.
   *
   * @param time of the added files, in seconds since 1970
   */
  static void complete(MergedTree tree, ContainerImage image, RecipeExtras extras, long time)
      throws FailureException {
    RootFileSystem root = new RootFileSystem(tree.editor(), time);
    for (String path : extras.directories()) {
      root.editor.makeDirectories(FilePath.parse(path), Attributes.DIRECTORY_DEFAULT, time);
    }
    for (String path : extras.readableTrees()) {
      root.editor.makeReadable(FilePath.parse(path));
    }
    root.makeUnpackable();
    for (BuilderFile file : RuntimeFiles.of(RuntimeDescription.of(image, extras))) {
      root.add(file);
    }
  }

  /**
   * Makes the root unpackable for ordinary users. Where Apptainer may not mount, it runs unsquashfs
   * as an ordinary user. This fails at device nodes outside of /dev (Apptainer leaves out /dev) and
   * at a root that is not writable. A SIF that Apptainer builds as an ordinary user has empty files
   * in place of these device nodes, and a writable root.
   */
  private void makeUnpackable() {
    editor.makeRootUsable();
    editor.replaceDevicesOutside(FilePath.parse("dev"));
  }

  private void add(BuilderFile file) throws FailureException {
    FilePath path = FilePath.parse(file.path());
    Optional<Node> present = editor.findWithoutFollowing(path);
    switch (file) {
      case BuilderFile.BuilderDirectory directory -> {
        if (present.isEmpty()) {
          editor.makeDirectories(path, rootOwned(directory.mode()), time);
        }
      }
      case BuilderFile.BuilderRegular regular -> {
        if (present.isEmpty() || !(present.get() instanceof DirectoryNode)) {
          editor.putFile(path, rootOwned(regular.mode()), time, regular.content());
        }
      }
      case BuilderFile.BuilderLink link -> {
        if (present.isEmpty() || present.get() instanceof SymbolicLinkNode) {
          byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
          editor.putSymbolicLink(path, rootOwned(SymbolicLinkNode.PERMISSIONS), time, target);
        }
      }
    }
  }

  private static Attributes rootOwned(int permissions) {
    return new Attributes(permissions, 0, 0);
  }
}
