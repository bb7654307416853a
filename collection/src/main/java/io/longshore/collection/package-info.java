/**
 * A collection of container images: a superdataset with the subdataset images-oci. The packages
 * below are an engine ({@code plan}, {@code recipe}, {@code inventory}, {@code history}, {@code
 * transaction}, {@code session}, {@code stage}, {@code publish}) and, on top of the engine, one
 * package for each verb; no verb uses another.
 */
package io.longshore.collection;
