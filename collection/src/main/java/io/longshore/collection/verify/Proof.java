package io.longshore.collection.verify;

/** A proof that goes beyond the checks of claims. It takes time or uses the network. */
public enum Proof {
  /** Every URL answers, and images-oci can be cloned from beside each remote. */
  REMOTE,

  /** Every URL serves the right bytes. The downloads are not kept. */
  DOWNLOAD,

  /**
   * Every SIF in this clone has the bytes of its key, and building each SIF again gives the same
   * bytes.
   */
  REBUILD
}
