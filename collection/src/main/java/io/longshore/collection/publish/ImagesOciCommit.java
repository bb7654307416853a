package io.longshore.collection.publish;

import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.stage.StagedImage.StagedLayer;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.LayoutAttributes;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The changes of an image in images-oci: its layout, and the registrations with the same names as
 * in the superdataset.
 */
final class ImagesOciCommit {
  private final KeyLocator locator;
  private final BlobWriter writer;

  ImagesOciCommit(KeyLocator locator, BlobWriter writer) {
    this.locator = locator;
    this.writer = writer;
  }

  /**
   * @param configuration the DataLad configuration in the parent commit
   */
  List<TreeChange> changes(StagedImage image, DataladConfig configuration) throws IOException {
    RepositoryPath layout = RepositoryPath.of(image.planned().names().layout());
    List<TreeChange> changes = new ArrayList<>();
    changes.add(new TreeChange.RemoveFolder(layout));
    for (Map.Entry<String, byte[]> file : image.content().files().entrySet()) {
      changes.add(regular(layout.resolve(file.getKey()), file.getValue()));
    }
    changes.add(
        regular(
            LayoutAttributes.pathIn(layout), LayoutAttributes.forLayout(image.content().inGit())));
    for (StagedLayer layer : image.layers()) {
      changes.add(annexed(layout, layer.descriptor()));
    }
    if (!image.planned().registrations().isEmpty()) {
      byte[] registered = RegistrationChanges.inImagesOci(configuration, image.planned()).bytes();
      changes.add(regular(DataladConfig.PATH, registered));
    }
    return changes;
  }

  private TreeChange regular(RepositoryPath path, byte[] content) throws IOException {
    return new TreeChange.Put(path, EntryMode.FILE, writer.write(content));
  }

  private TreeChange annexed(RepositoryPath layout, Descriptor descriptor) throws IOException {
    RepositoryPath path = layout.resolve("blobs/sha256/" + descriptor.digest().hex());
    AnnexKey key = AnnexKey.ofBlob(descriptor.digest(), descriptor.size());
    byte[] target = locator.linkTarget(key, path).getBytes(StandardCharsets.UTF_8);
    return new TreeChange.Put(path, EntryMode.SYMBOLIC_LINK, writer.write(target));
  }
}
