package io.longshore.acceptance.sif;

import io.longshore.acceptance.collection.Shell;
import io.longshore.oci.layer.GeneratedEntry;
import io.longshore.oci.tree.LayerStacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** SIFs of random stacks of layers are what the peers make of the same layouts. */
class RandomStacksTest {
  @Provide
  Arbitrary<List<List<GeneratedEntry>>> stacks() {
    return LayerStacks.stacks();
  }

  @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
  void comeOutAsUmociAndApptainerUnpackThem(@ForAll("stacks") List<List<GeneratedEntry>> stack)
      throws IOException {
    List<byte[]> layers = stack.stream().map(GeneratedEntry::tar).toList();
    Path folder = Files.createTempDirectory("random");
    try {
      Fidelity fidelity = new Fidelity(folder);
      fidelity
          .assertSameAs(EnumSet.allOf(Peer.class), fidelity.layOut(Fidelity.image(layers)))
          .forEach((peer, unpacks) -> Statistics.label(peer.name()).collect(unpacks));
    } finally {
      Shell.in(folder).run("rm", "-rf", "--one-file-system", folder.toString());
    }
    for (Peer peer : Peer.values()) {
      Statistics.label(peer.name())
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }
  }
}
