package io.longshore.oci.registry.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.Digest;
import io.longshore.oci.Repository;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobUrlTest {
  private static final Digest DIGEST = new Digest("ab".repeat(32));

  @ParameterizedTest
  @CsvSource({
    "docker.io, bids/validator, https",
    "127.0.0.1:5000, a/b/c, http",
    "ghcr.io, owner/name, https"
  })
  void readsWhatItWrites(String registry, String path, String scheme) {
    Repository repository = new Repository(registry, path);

    assertEquals(
        Optional.of(new BlobUrl.Target(repository, DIGEST)),
        BlobUrl.parse(BlobUrl.of(repository, DIGEST, scheme)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/file",
        "https://example.org/v2/name/blobs/sha256:ab",
        "https://example.org/v2/name/manifests/sha256:@",
        "https://example.org/v2/NAME/blobs/sha256:@",
        "https://ada@example.org/v2/name/blobs/sha256:@",
        "https://example.org/v2/name/blobs/sha256:@?signature=x",
        "ftp://example.org/v2/name/blobs/sha256:@"
      })
  void takesNothingElseForTheAddressOfABlob(String url) {
    URI uri = URI.create(url.replace("@", url.contains("ada@") ? "@" : DIGEST.hex()));

    assertEquals(Optional.empty(), BlobUrl.parse(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "my_host:5000", "registry.1st"})
  void showsNoSecrets(String host) {
    assertEquals(
        "https://" + host + "/file",
        BlobUrl.shown(URI.create("https://ada:secret@" + host + "/file?signature=secret#x")));
  }
}
