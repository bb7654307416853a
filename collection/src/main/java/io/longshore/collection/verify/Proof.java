package io.longshore.collection.verify;

/** What can be proven beyond what is claimed; it takes time, or the network. */
public enum Proof {
  /** Every URL answers, and so does images-oci's repository beside each remote. */
  REMOTE,

  /** Every URL serves the right bytes. Nothing of it is kept. */
  DOWNLOAD,

  /** Every SIF here has the bytes of its key, and every SIF is what its layout gives. */
  REBUILD
}
