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
 * The tree of a SIF: the merged layers, so that every user can unpack them, what the recipe adds,
 * and the files Apptainer expects. Added files are owned by 0:0 and have the time of the image's
 * creation.
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
   * @param time of what is added, in seconds since 1970
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
   * Where it may not mount, Apptainer has unsquashfs unpack the root as an ordinary user. That ends
   * at device nodes, but for those in /dev, which it leaves out, and at a root that cannot be
   * written to. Built by such a user, Apptainer's own SIFs have empty files there, and a root that
   * can.
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
