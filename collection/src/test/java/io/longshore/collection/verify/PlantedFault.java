package io.longshore.collection.verify;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.dataset.annex.KnownRemotes;
import io.longshore.ground.Digest;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Something a check must not overlook; planted alone in a collection that is whole. */
public record PlantedFault(String check, String what, String said, Planting planting) {
  private static final String APP = "images-oci/" + MigratedCollection.APP_LAYOUT + "/";

  @FunctionalInterface
  public interface Planting {
    void plantIn(MigratedCollection collection) throws IOException;
  }

  @Override
  public String toString() {
    return check + ": " + what;
  }

  public static Stream<PlantedFault> all() {
    return Stream.of(
        committed(
            "layout",
            "a format version nobody knows",
            "version 1.0.0",
            c -> c.edit(APP + "oci-layout", text -> text.replace("1.0.0", "9.0.0"))),
        committed("layout", "no oci-layout", "is not in git", c -> c.delete(APP + "oci-layout")),
        committed("layout", "no index", "is not in git", c -> c.delete(APP + "index.json")),
        committed(
            "layout",
            "an index cut short",
            "JSON",
            c -> c.edit(APP + "index.json", text -> text.substring(0, text.length() / 2))),
        committed(
            "layout",
            "two manifests",
            "names 2 manifests",
            c -> c.edit(APP + "index.json", PlantedFault::withTwoManifests)),
        committed(
            "layout",
            "an index where the manifest should be",
            "names a application/vnd.oci.image.index.v1+json",
            c ->
                c.edit(
                    APP + "index.json",
                    text -> text.replace("image.manifest.v1", "image.index.v1"))),
        committed(
            "layout",
            "a source nobody noted",
            "no annotation " + LayoutAnnotations.SOURCE,
            c ->
                c.edit(
                    APP + "index.json",
                    text -> text.replace(LayoutAnnotations.SOURCE, "org.example.source"))),
        committed(
            "layout",
            "a build profile that is none",
            LayoutAnnotations.BLOCK_SIZE,
            c ->
                c.edit(
                    APP + "index.json",
                    text -> text.replace("block-size\" : \"", "block-size\" : \"large"))),
        committed(
            "layout",
            "a platform that is none",
            LayoutAnnotations.PLATFORM,
            c -> c.edit(APP + "index.json", text -> text.replace("\"linux/amd64\"", "\"linux\""))),
        committed(
            "documents",
            "a manifest that was edited",
            "has another digest than its name",
            c -> c.edit(manifest(c), text -> text + "\n")),
        committed("documents", "no manifest", "is not committed", c -> c.delete(manifest(c))),
        committed(
            "documents",
            "a wrong size of the manifest",
            "its descriptor says",
            c -> c.edit(APP + "index.json", text -> text.replace("\"size\" : ", "\"size\" : 1"))),
        committed(
            "documents",
            "a config that was edited",
            "has another digest than its name",
            c -> c.edit(config(c), text -> text + "\n")),
        committed("documents", "no config", "is not committed", c -> c.delete(config(c))),
        committed(
            "documents",
            "a config in the annex",
            "is annexed",
            c -> linkIntoAnnex(c, config(c), "SHA256-s1--" + "0".repeat(64))),
        committed(
            "documents",
            "a kept index that was edited",
            "has another digest than its name",
            c -> c.edit(servedIndex(c), text -> text + "\n")),
        committed("layers", "no layer", "but not committed", c -> c.delete(layer(c))),
        committed(
            "layers",
            "a layer in git",
            "is a layer, but not annexed",
            c -> {
              c.delete(layer(c));
              c.write(layer(c), "bytes");
            }),
        committed(
            "layers",
            "a layer under another key",
            "is annexed as SHA256-s7--",
            c -> linkIntoAnnex(c, layer(c), "SHA256-s7--" + digest(layer(c)).hex())),
        new PlantedFault("urls", "a layer without URL", "has no URL", PlantedFault::forgetUrl),
        new PlantedFault(
            "urls",
            "a layer the web has, but at no address",
            "has no URL",
            c -> {
              forgetUrl(c);
              c.gitInImagesOci(
                  "annex", "setpresentkey", layerKey(c), KnownRemotes.WEB.toString(), "1");
            }),
        committed(
            "provenance",
            "a digest that is another image's",
            "but holds",
            c ->
                c.edit(
                    APP + "index.json",
                    text ->
                        text.replaceFirst(
                            "(image\\.digest\" : \"sha256:)[0-9a-f]{64}", "$1" + "0".repeat(64)))),
        committed(
            "provenance",
            "a platform that is another image's",
            "but holds an image for",
            c ->
                c.edit(APP + "index.json", text -> text.replace("\"linux/amd64", "\"linux/s390x"))),
        new PlantedFault(
            "urls",
            "a file beside the layouts that is annexed without URL",
            "has no URL",
            c -> {
              c.write("images-oci/notes.bin", "notes");
              c.gitInImagesOci("annex", "add", "--quiet", "--force-large", "notes.bin");
              c.gitInImagesOci("commit", "--quiet", "-m", "notes");
              c.git("commit", "--quiet", "-a", "-m", "notes");
            }),
        new PlantedFault(
            "urls",
            "the URL of another blob",
            "has the URL of another blob",
            c ->
                c.gitInImagesOci(
                    "annex",
                    "registerurl",
                    layerKey(c),
                    "http://" + c.registry() + "/v2/bids/app/blobs/sha256:" + "0".repeat(64))),
        committed(
            "sif",
            "a SIF in git itself",
            "is not annexed",
            c -> {
              c.delete("images/tools/plain--2.sif");
              c.write("images/tools/plain--2.sif", "bytes");
            }),
        committed("sif", "no SIF", "is not committed", c -> c.delete("images/tools/plain--2.sif")),
        committed(
            "sif",
            "no SIF, though it is registered",
            "is not committed",
            c -> c.delete("images/bids/app--1.0.sif")),
        committed(
            "leftovers",
            "an old image that is still registered",
            "is still there",
            c -> {
              c.write("images/bids/app--1.0.sing", "old");
              c.edit(".datalad/config", text -> text.replace("app--1.0.sif", "app--1.0.sing"));
            }),
        committed(
            "leftovers",
            "a recipe",
            "is still there",
            c -> c.write("images/tools/Singularity.plain--2", "Bootstrap: docker\n")),
        committed(
            "leftovers",
            "an old image",
            "is still there",
            c -> c.write("images/tools/plain--2.sing", "old")),
        committed(
            "leftovers",
            "an older image",
            "is still there",
            c -> c.write("images/tools/plain--2.simg", "older")),
        committed(
            "registrations",
            "one that points to what was replaced",
            "images/bids/app--1.0.sif has replaced",
            c -> c.edit(".datalad/config", text -> text.replace("app--1.0.sif", "app--1.0.sing"))),
        committed(
            "registrations",
            "one that points to a SIF nobody has",
            "is not in the dataset",
            c -> c.edit(".datalad/config", text -> text.replace("app--1.0.sif", "app--9.sif"))),
        committed(
            "registrations",
            "one that points to an old image nobody has",
            "is not in the dataset",
            c ->
                c.edit(
                    ".datalad/config",
                    text ->
                        text + "[datalad \"containers.old\"]\n\timage = images/old/old--1.simg\n")),
        committed(
            "layout-registrations",
            "one that points to a layout nobody has",
            "no layout is committed",
            c -> c.edit("images-oci/.datalad/config", text -> text.replace("app--1.0", "app--9"))),
        committed(
            "layout-registrations",
            "one that does not say how it is run",
            "has no cmdexec",
            c ->
                c.gitInImagesOci(
                    "config",
                    "-f",
                    ".datalad/config",
                    "--unset",
                    "datalad.containers.app.cmdexec")),
        committed(
            "layout-registrations",
            "one that two people pointed elsewhere",
            "sets image more than once",
            c ->
                c.edit(
                    "images-oci/.datalad/config",
                    text -> text + "[datalad \"containers.app\"] image = bids/app--2.oci\n")),
        committed(
            "registrations",
            "one that two people have called otherwise",
            "sets cmdexec more than once",
            c ->
                c.edit(
                    ".datalad/config",
                    text -> text + "[datalad \"containers.app\"] cmdexec = run {img}\n")),
        committed(
            "subdataset",
            "no URL",
            "has no URL",
            c -> c.git("config", "-f", ".gitmodules", "--unset", "submodule.images-oci.url")),
        new PlantedFault(
            "subdataset",
            "a repository the superdataset does not know",
            "does not know",
            c -> {
              c.git("rm", "--quiet", "--cached", "images-oci");
              c.git("commit", "--quiet", "-m", "forget it");
            }),
        committed(
            "preparation",
            "images-oci without the script that its registrations name",
            "is not there",
            c -> c.delete("images-oci/scripts/oci_cmd")),
        committed(
            "preparation",
            "another program where run records name the script",
            "is not the script of Longshore",
            c -> c.write("scripts/oci_cmd", "#!/bin/bash\napptainer \"$@\"\n")),
        committed(
            "preparation",
            "attributes that let git convert layouts",
            "lacks lines on how git treats layouts",
            c ->
                c.edit(
                    "images-oci/.gitattributes",
                    text -> text + "*.json text working-tree-encoding=UTF-8\n")),
        new PlantedFault(
            "bytes",
            "a layout that git converted",
            "has other bytes in the work tree",
            c -> {
              c.gitInImagesOci("config", "core.autocrlf", "true");
              String attributes = APP + ".gitattributes";
              c.edit(attributes, text -> text.replace("* -text", "* text"));
              c.gitInImagesOci("commit", "--quiet", "-a", "-m", "attributes");
              c.git("commit", "--quiet", "-a", "-m", "attributes");
              c.delete(APP + "index.json");
              c.gitInImagesOci("checkout", "--", MigratedCollection.APP_LAYOUT + "/index.json");
            }),
        committed(
            "clones",
            "a url that leads nowhere",
            "from here leads nowhere",
            c ->
                c.git(
                    "config", "-f", ".gitmodules", "submodule.images-oci.url", "../not-there.git")),
        new PlantedFault(
            "clean", "a file nobody saved", "notes.txt", c -> c.write("notes.txt", "to be saved")),
        new PlantedFault(
            "clean",
            "a change inside images-oci nobody saved",
            "oci_cmd",
            c -> c.edit("images-oci/scripts/oci_cmd", text -> text + "\n")),
        new PlantedFault(
            "clean",
            "a commit of images-oci the superdataset does not have",
            "images-oci",
            c -> c.gitInImagesOci("commit", "--quiet", "--allow-empty", "-m", "ahead")));
  }

  private static PlantedFault committed(String check, String what, String said, Planting planting) {
    return new PlantedFault(
        check,
        what,
        said,
        collection -> {
          planting.plantIn(collection);
          collection.commitAll();
        });
  }

  private static String withTwoManifests(String index) {
    int begin = index.indexOf('{', index.indexOf("\"manifests\""));
    int end = index.indexOf(']', begin);
    String first = index.substring(begin, end);
    return index.substring(0, begin) + first + "," + first + index.substring(end);
  }

  private static void linkIntoAnnex(MigratedCollection collection, String path, String key)
      throws IOException {
    Path file = collection.root().resolve(path);
    Files.delete(file);
    Files.createSymbolicLink(
        file, Path.of("../../../../.git/annex/objects/00/11/" + key + "/" + key));
  }

  private static void forgetUrl(MigratedCollection collection) throws IOException {
    String path = layer(collection);
    collection.gitInImagesOci(
        "annex",
        "rmurl",
        path.substring("images-oci/".length()),
        "http://" + collection.registry() + "/v2/bids/app/blobs/" + digest(path));
  }

  private static String layerKey(MigratedCollection collection) throws IOException {
    Path link = Files.readSymbolicLink(collection.root().resolve(layer(collection)));
    return link.getFileName().toString();
  }

  private static Digest digest(String blob) {
    return new Digest(blob.substring(blob.lastIndexOf('/') + 1));
  }

  private static LayoutImage app(MigratedCollection collection) throws IOException {
    return ImageLayout.open(collection.root().resolve(APP)).soleImage();
  }

  private static String manifest(MigratedCollection collection) throws IOException {
    return blob(app(collection).descriptor().digest());
  }

  private static String config(MigratedCollection collection) throws IOException {
    return blob(app(collection).manifest().config().digest());
  }

  private static String layer(MigratedCollection collection) throws IOException {
    return blob(app(collection).manifest().layers().getFirst().digest());
  }

  private static String servedIndex(MigratedCollection collection) throws IOException {
    return blob(
        Digest.parse(
            ImageLayout.open(collection.root().resolve(APP))
                .annotations()
                .get(LayoutAnnotations.SERVED_INDEX)));
  }

  private static String blob(Digest digest) {
    return APP + "blobs/sha256/" + digest.hex();
  }
}
