package io.longshore.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of datasets that strangers may have written, short and with every form in them. */
final class DatasetSeeds {
  static final String KEY = "SHA256-s7--" + "0123456789abcdef".repeat(4);

  private static final String DATALAD = "cf13d535-b47c-5df6-8590-0793cb08a90a";

  /** See {@link JsonEdits}. */
  private static final Seed NO_EDITS = new Seed("edits", new byte[9]);

  private DatasetSeeds() {}

  static List<Seed> recipes() {
    return List.of(
        seed(
            "generated",
            """
            # Automagically prepared
            Bootstrap: docker
            From: bids/validator:1.2.3

            %post
            mkdir -p /ihome /data
            chmod a+rX -R /opt

            %environment
            export LANG="C.UTF-8" LC_ALL=C.UTF-8
            """),
        seed(
            "quoted",
            """
            bootstrap:docker
            FROM: tool # remark
            Registry: r.io:5000
            Namespace: lab
            %environment
            \texport A='it'"\\"s"\\ x B="a \\\\ b" C= # remark
            """),
        seed("refused", "Bootstrap: docker\nFrom: a\n%post\nmkdir -p '/a/../b'\n%runscript\nx\n"));
  }

  static List<Seed> submodules() {
    return List.of(
        seed(
            "relative",
            """
            [submodule "images-oci"]
            \tpath = images-oci
            \turl = ../../oci.git
            \tdatalad-id = b02e63c2-62c1-11e9-82b0-525400000000
            [submodule "other"]
            \tpath = other
            """),
        seed(
            "quoted",
            """
            # remark
            [Submodule "a\\"b"] path = "images-oci" ; remark
            url = "git@e.org:a \\
              b" \\tc # remark
            active
            """),
        seed(
            "forms", "[submodule \"x\"]\npath=images-oci\nurl=ext::sh\n[submodule.y]\nurl=-x\r\n"));
  }

  /** The first one is an answer to both questions that are asked about keys. */
  static List<Seed> branch() {
    return List.of(
        seed(
            "answer",
            """
            {"key":"KEY","success":true,"whereis":[{"uuid":"DATALAD","urls":["https://r.io/v2/a",\
            "https://r.io/v2/b"],"here":false},{"uuid":"00000000-0000-0000-0000-000000000001",\
            "urls":["https://r.io/v2/a"]}],"fields":{"original-uri":["docker://a/b:1"],\
            "original-uri-lastchanged":["2020-01-01@00-00-00"],"lastchanged":["2020"]},\
            "error-messages":[]}
            """),
        seed(
            "remotes",
            """
            a7a9f1b2-0000-4000-8000-000000000000 name=s3 type=S3 timestamp=1s
            DATALAD autoenable=true encryption=none externaltype=datalad name=datalad type=external \
            timestamp=1700000000.5s
            """),
        seed(
            "question",
            """
            verifyremote DATALAD
            This remote has these parameters:
            \tautoenable=true encryption=none externaltype=datalad type=external
            If so, run: git-annex verifyremote DATALAD --safe 1
            """),
        NO_EDITS);
  }

  static List<Seed> journals() {
    String commits =
        "\"oldCommit\":\"%s\",\"newCommit\":\"%s\"".formatted("a".repeat(40), "b".repeat(40));
    return List.of(
        seed(
            "step",
            """
            {"action":"ROLL_BACK","image":"app--1.0","imagesOci":{"ref":"refs/heads/master",COMMITS},\
            "superdataset":{"ref":"refs/heads/main",COMMITS}}
            """
                .replace("COMMITS", commits)),
        NO_EDITS);
  }

  private static Seed seed(String name, String text) {
    return new Seed(
        name,
        text.strip()
            .replace("KEY", KEY)
            .replace("DATALAD", DATALAD)
            .getBytes(StandardCharsets.UTF_8));
  }
}
