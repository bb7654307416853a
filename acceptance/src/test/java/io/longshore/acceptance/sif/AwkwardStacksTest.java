package io.longshore.acceptance.sif;

import io.longshore.oci.layer.AwkwardStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every awkward stack comes out as the peers unpack it. */
class AwkwardStacksTest {
  @TempDir Path folder;

  static Stream<AwkwardStack> stacks() {
    return AwkwardStack.all();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isWhatUmociUnpacks(AwkwardStack stack) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    fidelity.assertSameAs(Peer.UMOCI, fidelity.layOut(Fidelity.image(stack.layers())));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isWhatApptainerBuilds(AwkwardStack stack) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    fidelity.assertSameAs(Peer.APPTAINER, fidelity.layOut(Fidelity.image(stack.layers())));
  }
}
