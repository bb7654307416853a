package io.longshore.collection.status;

/**
 * The storage that the migrated images take, in bytes.
 *
 * @param layers number of different layers
 * @param layerBytes size of all different layers, as the annex keeps them
 * @param layerBytesHere size of the layers in this clone
 * @param unsharedBytes size of all layers of all images, with shared layers counted for each image
 * @param sifBytes size of all SIFs
 * @param sifBytesHere size of the SIFs in this clone
 */
public record StorageStatus(
    int layers,
    long layerBytes,
    long layerBytesHere,
    long unsharedBytes,
    long sifBytes,
    long sifBytesHere) {}
