package io.longshore.acceptance.hub;

import io.longshore.acceptance.collection.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network with nothing but the stand-in for Docker Hub in it, under Docker Hub's names. It lasts
 * as long as the stand-in runs; no privileges are needed where user namespaces are allowed.
 */
final class HubNetwork implements AutoCloseable {
  private static final String ENTER =
      "unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY;"
          + " cd \"$0\" && exec \"$@\"";

  private final Process standIn;

  private HubNetwork(Process standIn) {
    this.standIn = standIn;
  }

  static HubNetwork start(Path folder, HubCertificate certificate) throws IOException {
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"),
            Stream.concat(Stream.of("localhost"), HubStandIn.NAMES.stream())
                .map(name -> "127.0.0.1 " + name + "\n")
                .collect(Collectors.joining()));
    String enter = "ip link set lo up && mount --bind '" + hosts + "' /etc/hosts && exec \"$@\"";
    Path log = folder.resolve("stand-in.log");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("unshare", "--map-root-user", "--net", "--mount"),
                        Stream.concat(
                            Stream.of("sh", "-c", enter, "sh"),
                            java(HubStandIn.class.getName(), certificate.folder().toString())))
                    .toList())
            .redirectError(log.toFile())
            .start();
    // The last line it prints: nothing more is read.
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (!HubStandIn.READY.equals(line)) {
      process.destroy();
      throw new IOException(
          "no network of its own (unshare, iproute2 and the right to make one are needed): "
              + Files.readString(log));
    }
    return new HubNetwork(process);
  }

  /** Runs a program inside, in the shell's folder and environment; expects exit code 0. */
  String run(Shell shell, List<String> command) {
    List<String> enter =
        List.of(
            "nsenter",
            "--target=" + standIn.pid(),
            "--user",
            "--preserve-credentials",
            "--net",
            "--mount",
            "sh",
            "-c",
            ENTER,
            shell.folder().toString());
    return shell.run(Stream.concat(enter.stream(), command.stream()).toArray(String[]::new));
  }

  /** The command of a Java program on the classpath of the tests. */
  static Stream<String> java(String mainClass, String... arguments) {
    return Stream.concat(
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass),
        Stream.of(arguments));
  }

  @Override
  public void close() throws IOException {
    standIn.getOutputStream().close();
    try {
      standIn.waitFor();
    } catch (InterruptedException e) {
      standIn.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
