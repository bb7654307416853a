package io.longshore.collection.status;

/**
 * What the migrated images take, in bytes.
 *
 * @param layers how many different ones
 * @param layerBytes each layer once, as the annex keeps them
 * @param layerBytesHere those of them in this clone
 * @param unsharedBytes every image's layers, as if none were shared
 * @param sifBytes all SIFs
 * @param sifBytesHere those of them in this clone
 */
public record StorageStatus(
    int layers,
    long layerBytes,
    long layerBytesHere,
    long unsharedBytes,
    long sifBytes,
    long sifBytesHere) {}
