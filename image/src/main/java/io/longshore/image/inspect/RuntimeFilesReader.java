package io.longshore.image.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.oci.StrangersJson;
import io.longshore.squashfs.Inode;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code .singularity.d} of a root file system, for images without the objects that {@link
 * RuntimeObjectsReader} reads.
 */
final class RuntimeFilesReader {
  private static final JsonMapper JSON = StrangersJson.mapper().build();
  private static final String FOLDER = ".singularity.d";

  /**
   * The most bytes read from all files together: many names may refer to one file, and a hole may
   * stand for millions of bytes.
   */
  private static final int MOST_BYTES = 16 << 20;

  private final SquashfsReader reader;
  private long left = MOST_BYTES;

  RuntimeFilesReader(SquashfsReader reader) {
    this.reader = reader;
  }

  RuntimeFacts runtime() throws IOException {
    Optional<Inode.DirectoryInode> folder = folder(reader.root(), FOLDER);
    if (folder.isEmpty()) {
      return RuntimeFacts.NONE;
    }
    return new RuntimeFacts(
        labels(folder.get()),
        List.of(),
        List.of(),
        List.of(),
        environment(folder.get()),
        text(folder.get(), "runscript"),
        text(folder.get(), "startscript"),
        text(folder.get(), "Singularity"));
  }

  private SequencedMap<String, String> labels(Inode.DirectoryInode folder) throws IOException {
    Optional<String> text = text(folder, "labels.json");
    try {
      return text.isEmpty()
          ? new LinkedHashMap<>()
          : RuntimeObjectsReader.strings(JSON.readTree(text.get()));
    } catch (JacksonException _) {
      return new LinkedHashMap<>();
    }
  }

  private SequencedMap<String, String> environment(Inode.DirectoryInode folder) throws IOException {
    SequencedMap<String, String> scripts = new TreeMap<>();
    Optional<Inode.DirectoryInode> environment = folder(folder, "env");
    if (environment.isPresent()) {
      reader.list(
          environment.get(),
          entry -> {
            String name = new String(entry.name(), UTF_8);
            if (name.endsWith(".sh")) {
              text(entry.inode())
                  .ifPresent(text -> scripts.put("/" + FOLDER + "/env/" + name, text));
            }
          });
    }
    return scripts;
  }

  private Optional<Inode.DirectoryInode> folder(Inode.DirectoryInode parent, String name)
      throws IOException {
    return find(parent, name)
        .filter(Inode.DirectoryInode.class::isInstance)
        .map(Inode.DirectoryInode.class::cast);
  }

  private Optional<String> text(Inode.DirectoryInode parent, String name) throws IOException {
    Optional<Inode> inode = find(parent, name);
    return inode.isEmpty() ? Optional.empty() : text(inode.get());
  }

  private Optional<String> text(Inode inode) throws IOException {
    if (!(inode instanceof Inode.FileInode file) || file.size() > left) {
      return Optional.empty();
    }
    left -= file.size();
    try (InputStream content = reader.content(file)) {
      return Optional.of(new String(content.readAllBytes(), UTF_8));
    }
  }

  private Optional<Inode> find(Inode.DirectoryInode parent, String name) throws IOException {
    AtomicReference<Inode> found = new AtomicReference<>();
    reader.list(
        parent,
        entry -> {
          if (new String(entry.name(), UTF_8).equals(name)) {
            found.set(entry.inode());
          }
        });
    return Optional.ofNullable(found.get());
  }
}
