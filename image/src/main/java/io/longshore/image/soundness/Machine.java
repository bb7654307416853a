package io.longshore.image.soundness;

import java.util.List;
import java.util.Map;

/** Processors by their codes in ELF files, see {@code elf.h}. */
final class Machine {
  private static final int X86 = 3;
  private static final int ARM = 40;

  /**
   * By the architecture of the image. A kernel for 64 bits also runs 32-bit programs of its kind.
   */
  private static final Map<String, List<Integer>> RUNNABLE =
      Map.ofEntries(
          Map.entry("amd64", List.of(62, X86)),
          Map.entry("386", List.of(X86)),
          Map.entry("arm64", List.of(183, ARM)),
          Map.entry("arm", List.of(ARM)),
          Map.entry("ppc64", List.of(21, 20)),
          Map.entry("ppc64le", List.of(21)),
          Map.entry("mips", List.of(8)),
          Map.entry("mipsle", List.of(8)),
          Map.entry("mips64", List.of(8)),
          Map.entry("mips64le", List.of(8)),
          Map.entry("s390x", List.of(22)),
          Map.entry("riscv64", List.of(243)),
          Map.entry("loong64", List.of(258)));

  private static final Map<Integer, String> NAMES =
      Map.of(
          X86, "386", 62, "amd64", ARM, "arm", 183, "arm64", 21, "ppc64", 22, "s390x", 243,
          "riscv64", 258, "loong64", 8, "mips");

  private Machine() {}

  /**
   * @param architecture in the words of Go; one that is not known runs everything
   */
  static boolean runs(String architecture, ElfProgram program) {
    List<Integer> machines = RUNNABLE.get(architecture);
    if (machines == null) {
      return true;
    }
    boolean big = List.of("ppc64", "s390x", "mips", "mips64").contains(architecture);
    return machines.contains(program.machine()) && program.littleEndian() != big;
  }

  static String name(ElfProgram program) {
    return NAMES.getOrDefault(program.machine(), "processor " + program.machine());
  }
}
