package io.longshore.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short documents of the image specification and files of logins, in which every field occurs. */
final class JsonSeeds {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  /** See {@link JsonEdits}. */
  private static final Seed NO_EDITS = new Seed("edits", new byte[9]);

  static final String SECRET = "s3cret";

  private JsonSeeds() {}

  static List<Seed> indexes() {
    return List.of(
        seed(
            "index",
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[\
            {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"DIGEST","size":2,\
            "platform":{"os":"linux","architecture":"arm64","variant":"v8"},"annotations":{"a":"b"}},\
            {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"DIGEST","size":3,\
            "platform":{"os":"linux","architecture":"amd64","variant":"v2"}}],\
            "annotations":{"org.datalad.container.image.source":"x"}}
            """),
        seed(
            "one",
            """
            {"schemaVersion":2,"manifests":[{"mediaType":\
            "application/vnd.oci.image.manifest.v1+json","digest":"DIGEST","size":7}]}
            """),
        NO_EDITS);
  }

  static List<Seed> manifests() {
    return List.of(
        seed(
            "manifest",
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"DIGEST",\
            "size":7023},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",\
            "digest":"DIGEST","size":32654}],"annotations":{"a":"b"}}
            """),
        seed(
            "spelled",
            """
            {"Config":{"mediaType":"text/html","digest":"DIGEST","Size":7},"config":{"size":8},\
            "LAYERS":null,"annotations":null}
            """),
        NO_EDITS);
  }

  static List<Seed> configurations() {
    return List.of(
        seed(
            "config",
            """
            {"created":"2020-02-02T02:02:02.5+01:00","architecture":"arm64","os":"linux",\
            "variant":"v8","config":{"User":"1:2","Env":["A=b","PATH=/bin"],"Entrypoint":["/run"],\
            "Cmd":["-x","y"],"WorkingDir":"/w","Labels":{"k":"v"}},\
            "rootfs":{"type":"layers","diff_ids":["DIGEST","DIGEST"]}}
            """),
        seed(
            "spelled",
            """
            {"Architecture":"x86_64","OS":"linux","config":{"env":["A=b",null],"cmd":["a"],"Cmd":[""],\
            "entrypoint":[""],"labels":{"k":null},"user":null},"config":{"Labels":{"k":"v"}},\
            "config":null,"rootfS":{"diff_ids":["DIGEST"],"Diff_IDs":null}}
            """),
        NO_EDITS);
  }

  /** Files of logins, with {@link #SECRET} in plain text and, in {@code auth}, in Base64. */
  static List<Seed> logins() {
    return List.of(
        seed(
            "logins",
            """
            {"auths":{"https://index.docker.io/v1/":{"auth":"dTpzM2NyZXQ="},\
            "a.io/lab":{"auth":"dTpzM2NyZXQ="},"a.io":{"username":"u","password":"s3cret"},\
            "b.io":{"identitytoken":"s3cret"}},"credHelpers":{"c.io":"pass"},"credsStore":"none"}
            """),
        seed("legacy", "{\"https://a.io/v1/\":{\"auth\":\"dTpzM2NyZXQ=\",\"email\":\"e\"}}"),
        NO_EDITS);
  }

  private static Seed seed(String name, String text) {
    return new Seed(name, text.strip().replace("DIGEST", DIGEST).getBytes(StandardCharsets.UTF_8));
  }
}
