package io.longshore.dataset.git.object;

/** The content of an object, without git's header, and its id. */
record GitObject(ObjectId id, byte[] content) {}
