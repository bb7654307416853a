package io.longshore.collection.rules.file;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.registry.address.BlobUrl;
import java.net.URI;
import java.net.URISyntaxException;

/** The place of a list that a source follows. */
public sealed interface ListPlace {
  /** A file of the dataset, as committed. */
  record InDataset(RepositoryPath path) implements ListPlace {
    @Override
    public String toString() {
      return path.value();
    }
  }

  /** An address on the web. {@code toString} leaves out the query, which may hold a password. */
  record OnWeb(URI address) implements ListPlace {
    @Override
    public String toString() {
      return BlobUrl.shown(address);
    }
  }

  /**
   * Reads an address that begins with {@code https://} or {@code http://}, or a path.
   *
   * @throws IllegalArgumentException for anything else
   */
  static ListPlace parse(String text) {
    if (!text.contains("://")) {
      return RepositoryPath.find(text)
          .<ListPlace>map(InDataset::new)
          .orElseThrow(
              () -> new IllegalArgumentException("'" + text + "' is no path inside the dataset"));
    }
    try {
      URI address = new URI(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null && address.getRawUserInfo() == null) {
        return new OnWeb(address);
      }
    } catch (URISyntaxException e) {
      // The failure below does not quote the text, which may hold a password.
    }
    throw new IllegalArgumentException(
        "an address is https://HOST/PATH or http://HOST/PATH, without a login");
  }
}
