package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.oci.layer.AwkwardStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AwkwardStacksTest {
  @TempDir Path folder;

  static Stream<AwkwardStack> stacks() {
    return AwkwardStack.all();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void comesOutAsUmociAndApptainerUnpackIt(AwkwardStack stack) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    fidelity.assertSameAs(
        EnumSet.allOf(Peer.class), fidelity.layOut(Fidelity.image(stack.layers())));
  }

  static Stream<AwkwardStack> refused() {
    return AwkwardStack.refused();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedAsUmociAndApptainerRefuseIt(AwkwardStack stack) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    assertEquals(
        Map.of(Peer.UMOCI, false, Peer.APPTAINER, false),
        fidelity.assertSameAs(
            EnumSet.allOf(Peer.class), fidelity.layOut(Fidelity.image(stack.layers()))));
  }
}
