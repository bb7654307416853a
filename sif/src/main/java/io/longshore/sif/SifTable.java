package io.longshore.sif;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header and descriptors of a file, checked against each other and against the size of the
 * file.
 *
 * <p>The rules: the descriptor table lies behind the header and inside the file, and so does the
 * data; the header has the right number of entries in use; ids are unique; objects lie in the data,
 * inside the file, and do not overlap; at most one partition is primary, and the header has its
 * architecture.
 */
record SifTable(SifHeader header, SifRegions regions, List<SifDescriptor> descriptors) {
  /** Far more than any image has. The whole table then takes 38 MB and can be read at once. */
  private static final long MAXIMUM_DESCRIPTORS = 65536;

  private static final int REGIONS_OFFSET = SifFormat.TIMES_OFFSET + 16;

  static SifTable read(FileChannel channel) throws IOException {
    long fileSize = channel.size();
    if (fileSize < SifFormat.HEADER_SIZE) {
      throw new MalformedSifException(fileSize, "the file ends before the header does");
    }
    HeaderCodec.Decoded decoded = HeaderCodec.decode(readFully(channel, 0, SifFormat.HEADER_SIZE));
    SifRegions regions = decoded.regions();
    checkRegions(regions, fileSize);

    List<SifDescriptor> descriptors = new ArrayList<>();
    for (long i = 0; i < regions.descriptorsTotal(); i++) {
      long at = regions.descriptorsOffset() + i * SifFormat.DESCRIPTOR_SIZE;
      Optional<SifDescriptor> descriptor =
          DescriptorCodec.decode(readFully(channel, at, SifFormat.DESCRIPTOR_SIZE), at);
      if (descriptor.isPresent()) {
        checkPlace(descriptor.get(), regions, fileSize, at);
        descriptors.add(descriptor.get());
      }
    }
    checkTogether(decoded.header(), regions, descriptors);
    return new SifTable(decoded.header(), regions, List.copyOf(descriptors));
  }

  private static void checkRegions(SifRegions regions, long fileSize) throws MalformedSifException {
    long total = regions.descriptorsTotal();
    if (total < 0 || total > MAXIMUM_DESCRIPTORS) {
      throw new MalformedSifException(REGIONS_OFFSET + 8, "room for " + total + " descriptors");
    }
    if (regions.descriptorsFree() < 0 || regions.descriptorsFree() > total) {
      throw new MalformedSifException(
          REGIONS_OFFSET, regions.descriptorsFree() + " free descriptors of " + total);
    }
    if (regions.descriptorsSize() != total * SifFormat.DESCRIPTOR_SIZE) {
      throw new MalformedSifException(
          REGIONS_OFFSET + 24, regions.descriptorsSize() + " bytes for " + total + " descriptors");
    }
    checkRange(
        regions.descriptorsOffset(),
        regions.descriptorsSize(),
        SifFormat.HEADER_SIZE,
        fileSize,
        REGIONS_OFFSET + 16,
        "the descriptor table");
    checkRange(
        regions.dataOffset(),
        regions.dataSize(),
        regions.descriptorsOffset() + regions.descriptorsSize(),
        fileSize,
        REGIONS_OFFSET + 32,
        "the data");
  }

  private static void checkPlace(
      SifDescriptor descriptor, SifRegions regions, long fileSize, long at)
      throws MalformedSifException {
    checkRange(
        descriptor.offset(),
        descriptor.size(),
        regions.dataOffset(),
        fileSize,
        at + DescriptorCodec.OFFSET_OFFSET,
        "object " + descriptor.id());
    if (descriptor.sizeWithPadding() < descriptor.size()) {
      throw new MalformedSifException(
          at + DescriptorCodec.SIZE_WITH_PADDING_OFFSET,
          "object " + descriptor.id() + " is smaller with its padding than without");
    }
  }

  /** Checks that {@code first <= offset} and {@code offset + size <= last}, without overflow. */
  private static void checkRange(
      long offset, long size, long first, long last, long at, String what)
      throws MalformedSifException {
    if (offset < first || size < 0 || offset > last || size > last - offset) {
      throw new MalformedSifException(
          at,
          "%s takes %d bytes at %d, outside of %d to %d"
              .formatted(what, size, offset, first, last));
    }
  }

  private static void checkTogether(
      SifHeader header, SifRegions regions, List<SifDescriptor> descriptors)
      throws MalformedSifException {
    long used = regions.descriptorsTotal() - regions.descriptorsFree();
    if (descriptors.size() != used) {
      throw new MalformedSifException(
          REGIONS_OFFSET,
          "%d descriptors in use, %d by the header".formatted(descriptors.size(), used));
    }
    Set<Integer> ids = new HashSet<>();
    for (SifDescriptor descriptor : descriptors) {
      if (!ids.add(descriptor.id())) {
        throw new MalformedSifException(
            regions.descriptorsOffset(), "two objects with the id " + descriptor.id());
      }
    }
    List<SifDescriptor> byOffset =
        descriptors.stream()
            .filter(descriptor -> descriptor.size() > 0)
            .sorted(Comparator.comparingLong(SifDescriptor::offset))
            .toList();
    for (int i = 1; i < byOffset.size(); i++) {
      if (byOffset.get(i).offset() < byOffset.get(i - 1).end()) {
        throw new MalformedSifException(
            byOffset.get(i).offset(),
            "objects %d and %d overlap".formatted(byOffset.get(i - 1).id(), byOffset.get(i).id()));
      }
    }
    checkPrimary(header, regions, descriptors);
  }

  private static void checkPrimary(
      SifHeader header, SifRegions regions, List<SifDescriptor> descriptors)
      throws MalformedSifException {
    List<PartitionSpec> primaries =
        descriptors.stream()
            .filter(SifDescriptor::isPrimaryPartition)
            .flatMap(descriptor -> descriptor.partition().stream())
            .toList();
    if (primaries.size() > 1) {
      throw new MalformedSifException(
          regions.descriptorsOffset(), primaries.size() + " primary partitions");
    }
    if (!primaries.isEmpty() && primaries.getFirst().architecture() != header.architecture()) {
      throw new MalformedSifException(
          SifFormat.ARCHITECTURE_OFFSET,
          "header for %s, primary partition for %s"
              .formatted(
                  header.architecture().goName(), primaries.getFirst().architecture().goName()));
    }
  }

  private static ByteBuffer readFully(FileChannel channel, long offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new MalformedSifException(offset + buffer.position(), "the file ends too early");
      }
    }
    return buffer.flip();
  }
}
