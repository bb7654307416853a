package io.longshore.benchmark.image;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Debian packages, fetched and verified by apt. apt works on separate lists, for one release and as
 * if no package were installed, so that the result does not depend on the machine. It needs no
 * privileges.
 *
 * <p>The environment variable {@code LONGSHORE_DEBIAN_MIRROR} names another mirror than
 * deb.debian.org.
 */
final class PackageArchive {
  private static final String RELEASE = "bookworm";
  private static final String MIRROR = "http://deb.debian.org/debian";
  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

  private final Path packages;
  private final Program apt;

  private PackageArchive(Path packages, Program apt) {
    this.packages = packages;
    this.apt = apt;
  }

  /** Uses {@code folder} for apt's lists and the packages, and updates the lists. */
  static PackageArchive open(Path folder) throws IOException {
    Path packages = Files.createDirectories(folder.resolve("archives"));
    Path lists = folder.resolve("lists");
    Path configuration = folder.resolve("apt.conf");
    Files.writeString(configuration, configuration(folder, lists));
    Files.writeString(folder.resolve("status"), "");
    String mirror = System.getenv().getOrDefault("LONGSHORE_DEBIAN_MIRROR", MIRROR);
    Files.writeString(
        folder.resolve("sources.list"),
        "deb [signed-by=%s] %s %s main\n".formatted(KEYRING, mirror, RELEASE));
    Program apt = new Program(packages, Map.of("APT_CONFIG", configuration.toString()));
    Files.createDirectories(lists);
    apt.run(List.of("apt-get", "-q", "--error-on=any", "update"));
    return new PackageArchive(packages, apt);
  }

  private static String configuration(Path folder, Path lists) throws IOException {
    Path cache = folder.resolve("cache");
    Files.createDirectories(cache.resolve("archives/partial"));
    Map<String, String> settings = new TreeMap<>();
    settings.put("Dir::State::lists", lists.toString());
    settings.put("Dir::State::status", folder.resolve("status").toString());
    settings.put("Dir::Cache", cache.toString());
    settings.put("Dir::Etc::sourcelist", folder.resolve("sources.list").toString());
    settings.put("Dir::Etc::sourceparts", "/dev/null");
    settings.put("Dir::Etc::preferences", "/dev/null");
    settings.put("Dir::Etc::preferencesparts", "/dev/null");
    settings.put("APT::Architecture", "amd64");
    settings.put("APT::Architectures", "amd64");
    settings.put("APT::Install-Recommends", "false");
    settings.put("Acquire::Languages", "none");
    // apt of root would change to another user, who may not enter root's cache folder.
    settings.put("APT::Sandbox::User", "root");
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (name, value) -> text.append(name).append(" \"").append(value).append("\";\n"));
    return text.toString();
  }

  /**
   * Fetches packages and their dependencies, except those with {@code unwanted} names.
   *
   * @return the packages, sorted by name
   */
  List<Path> withDependencies(Collection<String> names, Predicate<String> unwanted)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "--print-uris", "install"));
    command.addAll(names);
    return fetch(fileNames(apt.run(command)), unwanted);
  }

  /** Fetches just these packages. */
  List<Path> only(Collection<String> names) throws IOException {
    List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "--print-uris", "download"));
    command.addAll(names);
    return fetch(fileNames(apt.run(command)), name -> false);
  }

  /** File names by package, from lines {@code 'URL' NAME_VERSION_ARCHITECTURE.deb SIZE HASH}. */
  private static NavigableMap<String, String> fileNames(String lines) {
    TreeMap<String, String> files = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      String file = line.split(" ")[1];
      files.put(file.substring(0, file.indexOf('_')), file);
    }
    return files;
  }

  private List<Path> fetch(NavigableMap<String, String> files, Predicate<String> unwanted)
      throws IOException {
    files.keySet().removeIf(unwanted);
    List<String> missing = new ArrayList<>();
    files.forEach(
        (name, file) -> {
          if (!Files.exists(packages.resolve(file))) {
            missing.add(name);
          }
        });
    if (!missing.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("apt-get", "-q", "download"));
      command.addAll(missing);
      apt.run(command);
    }
    return files.values().stream().map(packages::resolve).toList();
  }
}
