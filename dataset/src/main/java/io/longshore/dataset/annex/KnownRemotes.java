package io.longshore.dataset.annex;

import java.util.UUID;

/** UUIDs of special remotes that are the same in every repository. */
public final class KnownRemotes {
  /** The special remote "web", which fetches from plain URLs. */
  public static final UUID WEB = UUID.fromString("00000000-0000-0000-0000-000000000001");

  /** DataLad's special remote, which knows about credentials and tokens. */
  public static final UUID DATALAD = UUID.fromString("cf13d535-b47c-5df6-8590-0793cb08a90a");

  private KnownRemotes() {}
}
