package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal are runs of which the image holds the same bytes, whatever their fingerprints say. */
class RunIndexTest {
  private static final int BLOCK = 100_000;

  private FileChannel channel;
  private ImageOutput output;
  private RunIndex runs;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    channel = Images.create(folder.resolve("image"));
    output = new ImageOutput(channel, 1000);
    runs = new RunIndex(output);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @Test
  void anEqualRunIsFound() throws IOException {
    DataRun first = stored(7, Images.noise(BLOCK, 1), Images.noise(BLOCK, 2));
    assertEquals(Optional.empty(), runs.findOrAdd(first));
    assertEquals(Optional.empty(), runs.findOrAdd(stored(7, Images.noise(BLOCK, 1))));
    DataRun second = stored(7, Images.noise(BLOCK, 1), Images.noise(BLOCK, 2));
    assertSame(first, runs.findOrAdd(second).orElseThrow());
  }

  @Test
  void aRunOfEqualChecksumsAndOtherBytesIsAnotherRun() throws IOException {
    byte[] content = Images.noise(BLOCK, 1);
    runs.findOrAdd(stored(7, content));
    for (int changed : new int[] {0, BLOCK / 2, BLOCK - 1}) {
      byte[] similar = content.clone();
      similar[changed]++;
      assertEquals(Optional.empty(), runs.findOrAdd(stored(7, similar)));
    }
    assertEquals(BLOCK, runs.findOrAdd(stored(7, content)).orElseThrow().storedLength());
  }

  @Test
  void theSameBytesInOtherBlocksAreAnotherRun() throws IOException {
    runs.findOrAdd(stored(7, new byte[2], new byte[3]));
    assertEquals(Optional.empty(), runs.findOrAdd(stored(7, new byte[3], new byte[2])));
    assertEquals(Optional.empty(), runs.findOrAdd(stored(7, new byte[5])));
  }

  @Test
  void runsOfHolesAreEqualIfTheyAreOfOneLength() throws IOException {
    runs.findOrAdd(holes(2));
    assertEquals(Optional.empty(), runs.findOrAdd(holes(3)));
    assertEquals(2, runs.findOrAdd(holes(2)).orElseThrow().count());
    assertEquals(3, runs.findOrAdd(holes(3)).orElseThrow().count());
  }

  @Test
  void clearedItKnowsNone() throws IOException {
    runs.findOrAdd(stored(7, new byte[2]));
    runs.clear();
    assertEquals(Optional.empty(), runs.findOrAdd(stored(7, new byte[2])));
  }

  private DataRun stored(int checksum, byte[]... blocks) throws IOException {
    DataRun run = new DataRun(blocks.length);
    for (byte[] block : blocks) {
      output.write(block);
      run.add(block.length, checksum);
    }
    run.endAt(output.position());
    return run;
  }

  private DataRun holes(int blocks) {
    DataRun run = new DataRun(blocks);
    for (int i = 0; i < blocks; i++) {
      run.add(0, 0);
    }
    run.endAt(output.position());
    return run;
  }
}
