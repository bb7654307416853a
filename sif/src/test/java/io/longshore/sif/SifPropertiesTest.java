package io.longshore.sif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class SifPropertiesTest {
  private Path path;

  @BeforeProperty
  void makeFile() throws IOException {
    path = Files.createTempFile("longshore", ".sif");
  }

  @AfterProperty
  void deleteFile() throws IOException {
    Files.delete(path);
  }

  @Property(tries = 200)
  void anyObjectsComeBackAsTheyWere(@ForAll("objects") List<DataObject> objects)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      SifWriter writer =
          SifWriter.create(channel, SifHeader.of(Architecture.UNKNOWN, TinySif.ID, -1));
      for (DataObject object : objects) {
        writer.addObject(object);
      }
      writer.finish();
    }
    try (SifFile sif = SifFile.open(path)) {
      assertEquals(objects.size(), sif.descriptors().size());
      for (int i = 0; i < objects.size(); i++) {
        SifDescriptor descriptor = sif.descriptors().get(i);
        assertEquals(objects.get(i).type(), descriptor.type());
        assertEquals(objects.get(i).name(), descriptor.name());
        assertArrayEquals(java.util.Arrays.copyOf(objects.get(i).extra(), 384), descriptor.extra());
        try (InputStream content = sif.contentOf(descriptor)) {
          assertArrayEquals(objects.get(i).content(), content.readAllBytes());
        }
      }
    }
  }

  @Provide
  Arbitrary<List<DataObject>> objects() {
    Arbitrary<DataType> types =
        Arbitraries.integers()
            .between(0x4001, 0x4010)
            .map(DataType::new)
            .filter(type -> !type.equals(DataType.PARTITION));
    Arbitrary<String> names = Arbitraries.strings().withChars("aZ09.-_ é漢\n").ofMaxLength(42);
    Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<byte[]> extras = Arbitraries.bytes().array(byte[].class).ofMaxSize(384);
    return Combinators.combine(types, names, contents, extras)
        .as(DataObject::new)
        .list()
        .ofMaxSize(48);
  }

  /** Whatever the header and the table hold, the only failure is the declared one. */
  @Property(tries = 2000)
  void damageIsEitherHarmlessOrReported(
      @ForAll @IntRange(min = 0, max = 127 + 3 * 585) int index, @ForAll byte value)
      throws IOException {
    Files.delete(path);
    TinySif.write(path);
    byte[] file = Files.readAllBytes(path);
    file[index < 128 ? index : index - 128 + 4096] = value;
    Files.write(path, file);
    try (SifFile sif = SifFile.open(path)) {
      for (SifDescriptor descriptor : sif.descriptors()) {
        try (InputStream content = sif.contentOf(descriptor)) {
          assertEquals(descriptor.size(), content.readAllBytes().length);
        }
      }
    } catch (MalformedSifException e) {
      assertEquals("malformed SIF at byte " + e.offset() + ": " + e.reason(), e.getMessage());
    }
  }
}
