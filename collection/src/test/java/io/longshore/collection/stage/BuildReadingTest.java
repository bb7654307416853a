package io.longshore.collection.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.Digest;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildReadingTest {
  private static final byte[] BYTES = new byte[100];
  private static final Descriptor LAYER = new Descriptor("layer", Digest.of(BYTES), BYTES.length);

  private final List<Long> toRead = new ArrayList<>();
  private long read;

  private BlobSource reading(long layerBytes) {
    BlobSource layers = _ -> new ByteArrayInputStream(BYTES);
    return BuildReading.of(layers, layerBytes, toRead::add, count -> read += count);
  }

  @Test
  void aSecondPassIsMoreToRead() throws IOException {
    BlobSource layers = reading(200);
    for (int i = 0; i < 3; i++) {
      layers.open(LAYER).readAllBytes();
      assertEquals(100L * (i + 1), read);
    }
    assertEquals(List.of(200L, 300L), toRead);
  }
}
