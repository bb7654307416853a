package io.longshore.image.compare;

import io.longshore.sif.DataType;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import io.longshore.sif.SifHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares two SIFs part by part: the headers, the objects, and for partitions with a squashfs the
 * superblocks and the trees.
 */
public final class SifComparison {
  private static final int LARGEST_OBJECT = 64 << 20;

  private final Consumer<Difference> found;
  private final FileChannel firstChannel;
  private final FileChannel secondChannel;
  private final SifFile first;
  private final SifFile second;

  private SifComparison(
      FileChannel firstChannel, FileChannel secondChannel, Consumer<Difference> found)
      throws IOException {
    this.firstChannel = firstChannel;
    this.secondChannel = secondChannel;
    this.first = SifFile.open(firstChannel);
    this.second = SifFile.open(secondChannel);
    this.found = found;
  }

  /**
   * @param found receives each difference, in the order of the parts
   * @throws io.longshore.sif.MalformedSifException if a file is not a SIF, or too damaged to find
   *     its parts
   */
  public static void compare(FileChannel first, FileChannel second, Consumer<Difference> found)
      throws IOException {
    SifComparison comparison = new SifComparison(first, second, found);
    comparison.compareHeaders();
    comparison.compareObjects();
  }

  private void compareHeaders() {
    SifHeader one = first.header();
    SifHeader other = second.header();
    field("header", "launch script", one.launchScript().strip(), other.launchScript().strip());
    field("header", "architecture", one.architecture().goName(), other.architecture().goName());
    field("header", "id", one.id(), other.id());
    field(
        "header",
        "created",
        AttributeComparison.time(one.createdSeconds()),
        AttributeComparison.time(other.createdSeconds()));
    field(
        "header",
        "modified",
        AttributeComparison.time(one.modifiedSeconds()),
        AttributeComparison.time(other.modifiedSeconds()));
  }

  private void compareObjects() throws IOException {
    Map<String, SifDescriptor> ones = byPlace(first);
    Map<String, SifDescriptor> others = byPlace(second);
    Set<String> places = new LinkedHashSet<>(ones.keySet());
    places.addAll(others.keySet());
    for (String place : places) {
      SifDescriptor one = ones.get(place);
      SifDescriptor other = others.get(place);
      if (one == null || other == null) {
        found.accept(new Difference(place, "presence", describe(one), describe(other)));
      } else {
        compareDescriptors(place, one, other);
        compareContents(place, one, other);
      }
    }
    if (ones.keySet().equals(others.keySet())) {
      field(
          "objects", "order", String.join(", ", ones.keySet()), String.join(", ", others.keySet()));
    }
  }

  private static Map<String, SifDescriptor> byPlace(SifFile sif) {
    Map<String, SifDescriptor> places = new LinkedHashMap<>();
    for (SifDescriptor descriptor : sif.descriptors()) {
      String place = place(descriptor);
      int number = 2;
      while (places.putIfAbsent(place, descriptor) != null) {
        place = place(descriptor) + " (" + number++ + ")";
      }
    }
    return places;
  }

  private static String place(SifDescriptor descriptor) {
    if (descriptor.isPrimaryPartition()) {
      return "root file system";
    }
    return "object "
        + descriptor.type().label()
        + (descriptor.name().isEmpty() ? "" : " " + descriptor.name());
  }

  private static String describe(SifDescriptor descriptor) {
    return descriptor == null ? Difference.ABSENT : descriptor.size() + " bytes";
  }

  private void compareDescriptors(String place, SifDescriptor one, SifDescriptor other) {
    field(place, "group", one.group(), other.group());
    field(place, "link", one.link(), other.link());
    field(
        place,
        "created",
        time(one.createdSeconds(), first.header().createdSeconds()),
        time(other.createdSeconds(), second.header().createdSeconds()));
    field(
        place,
        "modified",
        time(one.modifiedSeconds(), first.header().modifiedSeconds()),
        time(other.modifiedSeconds(), second.header().modifiedSeconds()));
    field(
        place, "owner", one.userId() + ":" + one.groupId(), other.userId() + ":" + other.groupId());
    field(place, "partition", partition(one), partition(other));
  }

  // Times equal to the header's are compared as equal, so that one different time is not reported
  // for every object.
  private static String time(long seconds, long ofHeader) {
    return seconds == ofHeader ? "with the file" : AttributeComparison.time(seconds);
  }

  private static String partition(SifDescriptor descriptor) {
    return descriptor
        .partition()
        .map(
            spec ->
                (spec.fileSystem() + " " + spec.type()).toLowerCase(Locale.ROOT)
                    + " for "
                    + spec.architecture().goName())
        .orElse("none");
  }

  private void compareContents(String place, SifDescriptor one, SifDescriptor other)
      throws IOException {
    Region firstRegion = new Region(firstChannel, one.offset(), one.size());
    Region secondRegion = new Region(secondChannel, other.offset(), other.size());
    if (Region.mismatch(firstRegion, secondRegion) < 0) {
      return;
    }
    if (one.type().equals(DataType.PARTITION)) {
      PartitionComparison.compare(place, firstRegion, secondRegion, found);
    } else if (Math.max(one.size(), other.size()) > LARGEST_OBJECT) {
      found.accept(new Difference(place, "content", describe(one), describe(other)));
    } else {
      compareDocuments(place, firstRegion.bytes(), secondRegion.bytes());
    }
  }

  private void compareDocuments(String place, byte[] one, byte[] other) {
    List<Difference> members = JsonComparison.compare(place, one, other);
    if (members.isEmpty()) {
      found.accept(TextComparison.firstDifference(place, one, other));
    } else {
      members.forEach(found);
    }
  }

  private void field(String place, String aspect, Object one, Object other) {
    if (!one.equals(other)) {
      found.accept(new Difference(place, aspect, one.toString(), other.toString()));
    }
  }
}
